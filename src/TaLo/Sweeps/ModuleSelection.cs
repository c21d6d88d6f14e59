using TaLo.Models;

namespace TaLo.Sweeps;

/// <summary>Reads a list of modules such as <c>attention,ffn</c>.</summary>
public static class ModuleSelection
{
    private const string Vision = "vision";

    /// <summary>Reads the list.</summary>
    /// <exception cref="SelectionException">A word is no module.</exception>
    public static IReadOnlyList<Module> Parse(string text) =>
        [.. text.Split(',', StringSplitOptions.TrimEntries).Select(ParseOne).Distinct()];

    /// <summary>Reads one module; <c>vision</c> alone is the vision encoder's whole layer.</summary>
    /// <exception cref="SelectionException">The word is no module.</exception>
    public static Module ParseOne(string word) => word.Equals(Vision, StringComparison.OrdinalIgnoreCase)
        ? Module.VisionLayer
        : Modules.Named(word) ?? throw new SelectionException($"modules: '{word}' is none: write attention, ffn or layer; vision, vision-attention or vision-ffn for the vision encoder");
}
