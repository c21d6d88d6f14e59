namespace TaLo;

/// <summary>
/// Writes files whole or not at all: nobody ever reads half a file, and an old one stays until the new one is there.
/// Symbolic links are followed; what is no regular file, such as a device, is written to and stays what it is.
/// </summary>
public static class AtomicFile
{
    /// <summary>Writes a file; one that is there is replaced.</summary>
    /// <param name="path">The file.</param>
    /// <param name="write">Writes its content.</param>
    /// <exception cref="IOException">The system says no; what was there before is still there.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        if (SpecialFile.OpenWrite(path) is { } special)
            using (special)
                write(special);
        else
            Replace(path, SpecialFile.FollowLinks(path), write);
    }

    /// <summary>Writes a file of text, as UTF-8.</summary>
    /// <inheritdoc cref="Write"/>
    public static void WriteText(string path, Action<TextWriter> write) => Write(path, stream =>
    {
        using var writer = new StreamWriter(stream);
        write(writer);
    });

    /// <summary>Refuses a path that cannot be written, before hours go into what is to be written there.</summary>
    /// <exception cref="StoreException">It is a folder, or the system says no.</exception>
    public static void EnsureWritable(string path)
    {
        if (Directory.Exists(path))
            throw new StoreException($"{path}: is a folder: name a file");
        var draft = DraftOf(path);
        try
        {
            // Whoever opens a pipe has begun to write it.
            if (SpecialFile.MayBe(path))
                return;
            draft = DraftOf(SpecialFile.FollowLinks(path));
            new FileStream(draft, FileMode.CreateNew).Dispose();
            File.Delete(draft);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StoreException($"{path}: cannot be written: {e.Message.Replace(draft, path, StringComparison.Ordinal)}", e);
        }
    }

    private static void Replace(string path, string target, Action<Stream> write)
    {
        var draft = DraftOf(target);
        try
        {
            using (var stream = new FileStream(draft, FileMode.CreateNew))
                write(stream);
            File.Move(draft, target, overwrite: true);
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

    private static string DraftOf(string path) => $"{path}.{Guid.NewGuid().ToString("N")[..8]}.part";

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
