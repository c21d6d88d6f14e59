namespace TaLo.NativeEngine;

/// <summary>The verified package archives in the cache. Only for the holder of the lock.</summary>
internal sealed class Downloads(CacheFolders cache)
{
    /// <summary>Whether the package's archive is here and unharmed.</summary>
    public bool Has(Package package) => File.Exists(PathOf(package)) && Integrity.Of(PathOf(package)) == package.Integrity;

    /// <summary>Where the package's archive lies.</summary>
    public string PathOf(Package package) => Path.Combine(cache.Downloads, package.ArchiveName);

    /// <summary>Fetches an archive with npm and its own configuration; keeps it only if its hash is the pinned one.</summary>
    /// <param name="package">Which.</param>
    /// <param name="unfinished">The temporary folder of this build.</param>
    /// <param name="stop">Kills npm.</param>
    public void Fetch(Package package, string unfinished, CancellationToken stop)
    {
        var folder = Directory.CreateDirectory(Path.Combine(unfinished, "npm", package.FileName)).FullName;
        string[] arguments = ["pack", package.Spec, "--ignore-scripts", "--pack-destination", folder];
        var (exitCode, output) = Child.Run("npm", arguments, folder, stop);
        var archive = Directory.GetFiles(folder, "*.tgz").FirstOrDefault();
        if (exitCode != 0 || archive is null)
            throw new EngineException($"{package.Spec} could not be fetched; npm said: {Complaint(output)}");
        var integrity = Integrity.Of(archive);
        if (integrity != package.Integrity)
            throw new EngineException(
                $"{package.Spec} is not what was pinned: its hash is {integrity}, expected {package.Integrity}");
        Directory.CreateDirectory(cache.Downloads);
        File.Move(archive, PathOf(package), overwrite: true);
    }

    private static string Complaint(IEnumerable<string> output)
    {
        string[] marks = ["npm error ", "npm ERR! "];
        var complaints = output
            .Select(line => marks.FirstOrDefault(line.StartsWith) is { } mark ? line[mark.Length..].Trim() : "")
            .Where(line => line.Length > 0 && !line.StartsWith("A complete log", StringComparison.Ordinal))
            .Take(4)
            .ToList();
        return complaints.Count > 0 ? string.Join("; ", complaints) : output.LastOrDefault() ?? "nothing";
    }
}
