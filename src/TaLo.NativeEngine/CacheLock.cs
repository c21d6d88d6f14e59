namespace TaLo.NativeEngine;

/// <summary>Held by the one process that may write to the cache; the system frees it when that process dies.</summary>
internal sealed class CacheLock : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);
    private readonly FileStream _file;

    private CacheLock(FileStream file) => _file = file;

    /// <summary>Waits until the cache is ours.</summary>
    public static CacheLock Take(CacheFolders cache, CancellationToken stop)
    {
        Directory.CreateDirectory(cache.Engine);
        for (var told = false; ; told = true)
        {
            if (TryOpen(cache.LockFile) is { } file)
                return new CacheLock(file);
            if (!told)
                Progress.Say("another build is preparing llama.cpp; waiting for it…");
            if (stop.WaitHandle.WaitOne(Pause))
                throw new OperationCanceledException(stop);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private static FileStream? TryOpen(string path)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException) when (File.Exists(path))
        {
            return null;
        }
    }
}
