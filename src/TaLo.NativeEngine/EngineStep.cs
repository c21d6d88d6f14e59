namespace TaLo.NativeEngine;

/// <summary>The whole step: find the finished libraries, or make them.</summary>
internal sealed class EngineStep
{
    private readonly Pins _pins;
    private readonly string _native;
    private readonly CacheFolders _cache;
    private readonly Downloads _downloads;
    private readonly CancellationToken _stop;

    private EngineStep(string native, CacheFolders cache, CancellationToken stop)
    {
        _pins = Pins.Read(native);
        _native = native;
        _cache = cache;
        _downloads = new Downloads(cache);
        _stop = stop;
    }

    /// <summary>Runs the step.</summary>
    /// <returns>The folder of the finished libraries.</returns>
    public static string Run(Arguments arguments, CacheFolders cache, CancellationToken stop)
    {
        if (Environment.GetEnvironmentVariable(Platform.NativeDirVariable) is { Length: > 0 } own)
            return Directory.Exists(own)
                ? Path.GetFullPath(own)
                : throw new EngineException($"{Platform.NativeDirVariable} names {own}, which is not a folder");
        return new EngineStep(arguments.Native, cache, stop).Find(arguments.Backends);
    }

    private string Find(IReadOnlyList<string> backends)
    {
        var packages = _pins.For(Platform.Current, backends);
        var finished = Finished(packages);
        if (EngineManifest.IsWhole(finished))
            return finished;

        using var ours = CacheLock.Take(_cache, _stop);
        try
        {
            // The common libraries alone come first: every other choice of backends builds on them.
            Ensure([packages[0]], MakeCommon);
            Ensure(packages, MakeWithBackends);
        }
        finally
        {
            _cache.RemoveUnfinished();
        }

        Progress.Say($"llama.cpp {_pins.LlamaCpp} is ready ({string.Join(", ", backends)})");
        return finished;
    }

    private void Ensure(IReadOnlyList<Package> packages, Action<EngineFolder, IReadOnlyList<Package>> make)
    {
        var finished = Finished(packages);
        if (EngineManifest.IsWhole(finished))
            return;
        _cache.RemoveUnfinished();
        var folder = new EngineFolder(_cache.CreateUnfinished(), _downloads, _stop);
        make(folder, packages);
        EngineManifest.Of(folder.Libraries, _pins, Platform.Current, packages).Write(folder.Libraries);
        _stop.ThrowIfCancellationRequested();
        if (Directory.Exists(finished))
            Directory.Delete(finished, recursive: true);
        Directory.Move(folder.Libraries, finished);
    }

    private void MakeCommon(EngineFolder folder, IReadOnlyList<Package> packages)
    {
        Fetch(folder, [.. packages, _pins.Source], Tools.Building, "build libmtmd");
        folder.TakeLibraries(packages[0]);
        folder.TakeSource(_pins.Source);
        Progress.Say("building libmtmd (about a minute, once)…");
        MtmdBuild.Run(_native, folder, _cache.Log(Key(packages)), _stop);
    }

    private void MakeWithBackends(EngineFolder folder, IReadOnlyList<Package> packages)
    {
        Fetch(folder, packages.Skip(1), [], "fetch this backend");
        folder.TakeFinished(Finished([packages[0]]));
        foreach (var package in packages.Skip(1))
            folder.TakeBackend(package);
    }

    // All that is missing is named before anything is fetched.
    private void Fetch(EngineFolder folder, IEnumerable<Package> packages, IEnumerable<Tool> building, string purpose)
    {
        var absent = packages.Where(package => !_downloads.Has(package)).ToList();
        Tools.Require(absent.Count > 0 ? [.. Tools.Fetching, .. building] : building, purpose);
        foreach (var package in absent)
        {
            Progress.Say($"fetching llama.cpp {_pins.LlamaCpp}: {package.Spec}…");
            _downloads.Fetch(package, folder.Root, _stop);
        }
    }

    private string Key(IReadOnlyList<Package> packages) => EngineKey.Of(_pins, Platform.Current, packages, _native);

    private string Finished(IReadOnlyList<Package> packages) => _cache.Finished(Key(packages));
}
