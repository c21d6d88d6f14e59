namespace TaLo;

/// <summary>
/// What a path may lead to beside a regular file: a device, a pipe, a terminal, the program's own output. It takes bytes
/// as they come; there is nothing that could be replaced.
/// </summary>
public static class SpecialFile
{
    /// <summary>Opens it for writing; null where the path leads to a regular file or to nothing.</summary>
    /// <exception cref="IOException">The system says no.</exception>
    public static Stream? OpenWrite(string path)
    {
        switch (path)
        {
            // By its name it would be opened anew, and written over from its beginning where it is a file.
            case "/dev/stdout":
                return Console.OpenStandardOutput();
            case "/dev/stderr":
                return Console.OpenStandardError();
        }
        if (!MayBe(path))
            return null;
        FileStream stream;
        try
        {
            stream = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite, 0);
        }
        catch (FileNotFoundException)
        {
            return null;
        }
        if (!IsRegular(stream))
            return stream;
        stream.Dispose();
        return null;
    }

    /// <summary>Lets nothing special be read, which might have no end or wait for ever; an empty file looks the same.</summary>
    /// <exception cref="IOException">It is one, or an empty file.</exception>
    public static void Refuse(string path)
    {
        if (MayBe(path))
            throw new IOException("the file is empty, or no regular file but a pipe or a device");
    }

    /// <summary>Whether it is a pipe, or another thing that waits for its other end, as far as this process may look.</summary>
    internal static bool IsPipe(string path)
    {
        if (!MayBe(path))
            return false;
        try
        {
            // For reading alone, or writing alone, a pipe would wait for its other end.
            using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete, 0);
            return !file.CanSeek;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>Whether something of no length is there, as everything special is.</summary>
    internal static bool MayBe(string path) =>
        File.Exists(path) && new FileInfo(FollowLinks(path)) is not { Exists: true, Length: > 0 };

    /// <summary>Where a path leads to, over symbolic links.</summary>
    internal static string FollowLinks(string path) =>
        new FileInfo(path).LinkTarget is null ? path : File.ResolveLinkTarget(path, returnFinalTarget: true)!.FullName;

    /// <summary>Only a regular file has a length that can be set; an empty one is as it was then.</summary>
    private static bool IsRegular(FileStream empty)
    {
        try
        {
            empty.SetLength(0);
            return true;
        }
        catch (Exception e) when (e is IOException or NotSupportedException or ArgumentException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
