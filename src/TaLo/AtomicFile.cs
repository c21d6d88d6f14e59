namespace TaLo;

/// <summary>Writes files whole or not at all: nobody ever reads half a file, and an old one stays until the new one is there.</summary>
public static class AtomicFile
{
    /// <summary>Writes a file; one that is there is replaced.</summary>
    /// <param name="path">The file.</param>
    /// <param name="write">Writes its content.</param>
    /// <exception cref="IOException">The system says no; what was there before is still there.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        var draft = $"{path}.{Guid.NewGuid().ToString("N")[..8]}.part";
        try
        {
            using (var stream = new FileStream(draft, FileMode.CreateNew))
                write(stream);
            File.Move(draft, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Delete(draft);
            throw new IOException(e.Message.Replace(draft, path, StringComparison.Ordinal), e);
        }
        catch
        {
            Delete(draft);
            throw;
        }
    }

    /// <summary>Writes a file of text, as UTF-8.</summary>
    /// <inheritdoc cref="Write"/>
    public static void WriteText(string path, Action<TextWriter> write) => Write(path, stream =>
    {
        using var writer = new StreamWriter(stream);
        write(writer);
    });

    private static void Delete(string draft)
    {
        try
        {
            File.Delete(draft);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It could not be made either.
        }
    }
}
