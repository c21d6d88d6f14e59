namespace TaLo.Tasks.Tables;

/// <summary>Opens files of data, and says in one line why one cannot be.</summary>
internal static class DataFile
{
    /// <summary>No row, line or image is longer than this.</summary>
    public const int MaxRowBytes = 256 << 20;

    /// <summary>A regular file, for reading.</summary>
    /// <exception cref="DataSetException">It cannot be opened.</exception>
    public static FileStream Open(string path)
    {
        try
        {
            SpecialFile.Refuse(path);
            var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 0);
            if (stream.CanSeek)
                return stream;
            stream.Dispose();
            throw new DataSetException($"{path}: is not a regular file; save the data set to a file first");
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new DataSetException($"{path}: no such file; check the path", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new DataSetException($"{path}: cannot be opened: {e.Message}", e);
        }
    }

    /// <summary>What it says of a file that begins as UTF-16 or UTF-32 does; null where it does not.</summary>
    public static string? WhyNoUtf8(ReadOnlySpan<byte> start) => start is [0xff, 0xfe, ..] or [0xfe, 0xff, ..]
        ? "is not UTF-8 text but UTF-16; save the file as UTF-8"
        : null;
}
