namespace TaLo.NativeEngine;

/// <summary>The folders of the per-user cache, shared by all checkouts.</summary>
/// <param name="Root">TaLo's folder in the cache.</param>
internal sealed record CacheFolders(string Root)
{
    private const string Unfinished = ".building-";

    /// <summary>Verified package archives.</summary>
    public string Downloads => Path.Combine(Root, "downloads");

    /// <summary>Finished libraries, one folder per key.</summary>
    public string Engine => Path.Combine(Root, "engine");

    /// <summary>The file whose lock admits one builder at a time.</summary>
    public string LockFile => Path.Combine(Engine, ".lock");

    /// <summary>The cache as the environment has it: XDG_CACHE_HOME or ~/.cache.</summary>
    public static CacheFolders FromEnvironment()
    {
        var cache = Environment.GetEnvironmentVariable("XDG_CACHE_HOME");
        if (!Path.IsPathFullyQualified(cache ?? ""))
            cache = Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache");
        return new CacheFolders(Path.Combine(cache!, "talo"));
    }

    /// <summary>Where the libraries of a key lie once they are finished.</summary>
    public string Finished(string key) => Path.Combine(Engine, key);

    /// <summary>Where cmake's words are kept until it succeeds.</summary>
    public string Log(string key) => Path.Combine(Engine, key + ".log");

    /// <summary>Makes an empty folder to build in. Only for the holder of the lock.</summary>
    public string CreateUnfinished()
    {
        var folder = Path.Combine(Engine, Unfinished + Environment.ProcessId);
        Directory.CreateDirectory(folder);
        return folder;
    }

    /// <summary>Removes what killed builds left. Only for the holder of the lock.</summary>
    public void RemoveUnfinished()
    {
        foreach (var folder in Directory.GetDirectories(Engine, Unfinished + "*"))
            Directory.Delete(folder, recursive: true);
    }
}
