namespace TaLo.NativeEngine;

/// <summary>The programs that this step starts.</summary>
internal static class Tools
{
    /// <summary>The programs that fetching a package needs, each with its Debian package.</summary>
    public static readonly IReadOnlyList<Tool> Fetching = [new(["npm"], "npm"), new(["node"], "nodejs")];

    /// <summary>The programs that building libmtmd needs.</summary>
    public static readonly IReadOnlyList<Tool> Building =
    [
        new(["git"], "git"),
        new(["cmake"], "cmake"),
        new(["make", "ninja"], "make"),
        new([Environment.GetEnvironmentVariable("CXX") is { Length: > 0 } chosen ? chosen : "c++", "g++", "clang++"], "g++"),
    ];

    /// <summary>Refuses in one line that names every missing tool and how to get it.</summary>
    public static void Require(IEnumerable<Tool> tools, string purpose)
    {
        var missing = tools.Where(tool => !tool.Names.Any(Exists)).ToList();
        if (missing.Count == 0)
            return;
        var all = missing.Select(tool => tool.Names[0]).ToList();
        var names = all.Count == 1 ? all[0] : $"{string.Join(", ", all.SkipLast(1))} and {all[^1]}";
        var packages = string.Join(" ", missing.Select(tool => tool.DebianPackage));
        var verb = missing.Count == 1 ? "is" : "are";
        throw new EngineException($"{names} {verb} missing (needed once, to {purpose}): apt-get install {packages}");
    }

    /// <summary>Whether a program of that name can be started.</summary>
    public static bool Exists(string name) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Any(folder => File.Exists(Path.Combine(folder, name)));
}
