namespace TaLo.NativeEngine;

/// <summary>What the build asks for.</summary>
/// <param name="Native">The folder of <c>pins.json</c>, <c>CMakeLists.txt</c> and the shim's sources.</param>
/// <param name="Backends">The wanted backends; <c>cpu</c> comes first and always.</param>
/// <param name="Stamp">The file that receives the folder of the finished libraries.</param>
internal sealed record Arguments(string Native, IReadOnlyList<string> Backends, string Stamp)
{
    private const string Usage = "usage: talo-native-engine --native DIR --stamp FILE [--backends \"cpu;cuda;vulkan\"]";

    /// <summary>The file that receives, in one line, why there is no stamp.</summary>
    public string Complaint => Stamp + ".error";

    /// <summary>Reads the command line.</summary>
    public static Arguments Parse(IReadOnlyList<string> args)
    {
        string? native = null, stamp = null;
        var backends = "";
        for (var i = 0; i + 1 < args.Count; i += 2)
            switch (args[i])
            {
                case "--native": native = args[i + 1]; break;
                case "--backends": backends = args[i + 1]; break;
                case "--stamp": stamp = args[i + 1]; break;
                default: throw new EngineException(Usage);
            }

        if (native is null || stamp is null || args.Count % 2 != 0)
            throw new EngineException(Usage);
        return new Arguments(Path.GetFullPath(native), ParseBackends(backends), Path.GetFullPath(stamp));
    }

    private static string[] ParseBackends(string list) =>
    [
        "cpu",
        .. list.Split([';', ',', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(name => name.ToLowerInvariant())
            .Where(name => name != "cpu")
            .Distinct()
            .Order(StringComparer.Ordinal),
    ];
}
