namespace TaLo.NativeEngine;

/// <summary>The temporary folder in which a set of libraries comes together.</summary>
internal sealed class EngineFolder(string root, Downloads downloads, CancellationToken stop)
{
    private const string Base = "libggml-base.so";
    private const string Licences = "LICENSES";

    /// <summary>The folder itself.</summary>
    public string Root => root;

    /// <summary>The finished libraries, flat.</summary>
    public string Libraries { get; } = Directory.CreateDirectory(Path.Combine(root, "libraries")).FullName;

    /// <summary>llama.cpp's sources.</summary>
    public string Source { get; } = Path.Combine(root, "source");

    /// <summary>Where cmake works.</summary>
    public string Build { get; } = Path.Combine(root, "build");

    /// <summary>Takes the common libraries out of their package.</summary>
    public void TakeLibraries(Package package)
    {
        var unpacked = Unpack(package, path => path.EndsWith(".so", StringComparison.Ordinal));
        foreach (var library in Directory.GetFiles(Path.Combine(unpacked, package.From), "*.so"))
            File.Move(library, Path.Combine(Libraries, Path.GetFileName(library)));
    }

    /// <summary>Takes the libraries that another build finished.</summary>
    public void TakeFinished(string finished)
    {
        foreach (var library in Directory.GetFiles(finished, "*.so"))
            File.Copy(library, Path.Combine(Libraries, Path.GetFileName(library)));
        foreach (var licence in Directory.GetFiles(Path.Combine(finished, Licences)))
            TakeLicence(licence, Path.GetFileName(licence));
    }

    /// <summary>Takes one backend, to lie beside the common libraries.</summary>
    public void TakeBackend(Package package)
    {
        var unpacked = Unpack(package, path => path == package.From || Path.GetFileName(path) == Base);
        var library = Path.Combine(unpacked, package.From);
        // Every package brings the common libraries too; a backend is bound to the ggml it was built with.
        var beside = Path.Combine(Path.GetDirectoryName(library)!, Base);
        if (File.Exists(beside) && Integrity.Of(beside) != Integrity.Of(Path.Combine(Libraries, Base)))
            throw new EngineException($"{package.Spec} was built with another {Base}: pin packages of one release");
        File.Move(library, Path.Combine(Libraries, package.To ?? Path.GetFileName(library)));
    }

    /// <summary>Takes llama.cpp's sources and their licences.</summary>
    public void TakeSource(Package package)
    {
        var unpacked = Unpack(package, path => path == package.From);
        var (exitCode, output) = Child.Run(
            "git", ["clone", "--quiet", Path.Combine(unpacked, package.From), Source], root, stop);
        if (exitCode != 0)
            throw new EngineException(
                $"llama.cpp's sources could not be unpacked; git said: {string.Join(" ", output.TakeLast(3))}");
        TakeLicence(Path.Combine(Source, "LICENSE"), "llama.cpp");
        foreach (var licence in Directory.GetFiles(Path.Combine(Source, "licenses")))
            TakeLicence(licence, Path.GetFileName(licence));
    }

    private string Unpack(Package package, Predicate<string> wanted)
    {
        var folder = Directory.CreateDirectory(Path.Combine(root, "packages", package.FileName)).FullName;
        Archive.Unpack(downloads.PathOf(package), folder, path => path == "LICENSE" || wanted(path), stop);
        TakeLicence(Path.Combine(folder, "LICENSE"), package.FileName);
        return folder;
    }

    private void TakeLicence(string file, string name)
    {
        var licences = Directory.CreateDirectory(Path.Combine(Libraries, Licences)).FullName;
        if (File.Exists(file))
            File.Copy(file, Path.Combine(licences, name), overwrite: true);
    }
}
