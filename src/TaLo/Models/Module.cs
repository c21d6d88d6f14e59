using System.Text.Json.Serialization;

namespace TaLo.Models;

/// <summary>The part of a layer that a knockout intervenes in: of a decoder layer, or of one of the vision encoder's.</summary>
public enum Module
{
    /// <summary>The attention block: what it adds to the residual stream is removed (the paper's default).</summary>
    Attention,

    /// <summary>The feed-forward block: what it adds to the residual stream is removed.</summary>
    Ffn,

    /// <summary>Both blocks: the layer hands on what it was given.</summary>
    Layer,

    /// <summary>The attention block of a layer of the vision encoder.</summary>
    [JsonStringEnumMemberName(Modules.VisionPrefix + "attention")]
    VisionAttention,

    /// <summary>The feed-forward block of a layer of the vision encoder.</summary>
    [JsonStringEnumMemberName(Modules.VisionPrefix + "ffn")]
    VisionFfn,

    /// <summary>Both blocks of a layer of the vision encoder.</summary>
    [JsonStringEnumMemberName(Modules.VisionPrefix + "layer")]
    VisionLayer,
}

/// <summary>What modules are called, and of what they are.</summary>
public static class Modules
{
    /// <summary>What the names of the vision encoder's modules begin with.</summary>
    internal const string VisionPrefix = "vision-";

    /// <summary>The modules of a decoder layer.</summary>
    public static IReadOnlyList<Module> OfDecoder { get; } = [Module.Attention, Module.Ffn, Module.Layer];

    /// <summary>The modules of a layer of the vision encoder.</summary>
    public static IReadOnlyList<Module> OfVision { get; } = [Module.VisionAttention, Module.VisionFfn, Module.VisionLayer];

    /// <summary>Whether it is of the vision encoder: what it changes is the images, before the decoder reads anything.</summary>
    public static bool IsOfVision(this Module module) => module >= Module.VisionAttention;

    /// <summary>Whether it is a whole layer, its other modules included.</summary>
    public static bool IsWhole(this Module module) => module is Module.Layer or Module.VisionLayer;

    /// <summary>The module's name, everywhere: <c>attention</c>, <c>vision-layer</c>.</summary>
    public static string Name(this Module module) => module switch
    {
        Module.VisionAttention => VisionPrefix + "attention",
        Module.VisionFfn => VisionPrefix + "ffn",
        Module.VisionLayer => VisionPrefix + "layer",
        _ => module.ToString().ToLowerInvariant(),
    };

    /// <summary>The module of a name; null for none.</summary>
    public static Module? Named(string name) =>
        OfDecoder.Concat(OfVision).Cast<Module?>().FirstOrDefault(m => name.Equals(m!.Value.Name(), StringComparison.OrdinalIgnoreCase));
}
