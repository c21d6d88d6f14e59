using TaLo.Models;

namespace TaLo.Sweeps;

/// <summary>Reads a list of modules such as <c>attention,ffn</c>.</summary>
public static class ModuleSelection
{
    /// <summary>Reads the list.</summary>
    /// <exception cref="SelectionException">A word is no module.</exception>
    public static IReadOnlyList<Module> Parse(string text) =>
        [.. text.Split(',', StringSplitOptions.TrimEntries).Select(ParseOne).Distinct()];

    /// <summary>Reads one module.</summary>
    /// <exception cref="SelectionException">The word is no module.</exception>
    public static Module ParseOne(string word) => word.ToLowerInvariant() switch
    {
        "attention" => Module.Attention,
        "ffn" => Module.Ffn,
        "layer" => Module.Layer,
        _ => throw new SelectionException($"modules: '{word}' is none: write attention, ffn or layer"),
    };
}
