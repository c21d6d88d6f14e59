using System.Text.Json;

namespace TaLo.NativeEngine;

/// <summary>Which llama.cpp, and which packages with which hashes: the contents of <c>pins.json</c>.</summary>
/// <param name="LlamaCpp">llama.cpp's release.</param>
/// <param name="Source">The package that carries llama.cpp's sources as a git bundle.</param>
/// <param name="Platforms">Platform → backend → package.</param>
internal sealed record Pins(
    string LlamaCpp,
    Package Source,
    IReadOnlyDictionary<string, IReadOnlyDictionary<string, Package>> Platforms)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    /// <summary>Reads the pins beside the native sources.</summary>
    public static Pins Read(string native)
    {
        var file = Path.Combine(native, "pins.json");
        try
        {
            return JsonSerializer.Deserialize<Pins>(File.ReadAllText(file), Json)
                ?? throw new EngineException($"{file} is empty");
        }
        catch (JsonException e)
        {
            throw new EngineException($"{file}: {e.Message}");
        }
    }

    /// <summary>The packages that the backends need on a platform, in the order asked for.</summary>
    public IReadOnlyList<Package> For(string platform, IReadOnlyList<string> backends)
    {
        if (!Platforms.TryGetValue(platform, out var known))
            throw Platform.Unsupported(platform);
        return [.. backends.Select(name => known.TryGetValue(name, out var package)
            ? package
            : throw new EngineException(
                $"there is no backend \"{name}\" for {platform}; TaloBackends may hold {string.Join(", ", known.Keys)}"))];
    }
}
