using TaLo.Models;
using TaLo.Vectors;

namespace TaLo.Tests.Vectors;

/// <summary>Vectors with any values, made from counts: Δ in hundredths.</summary>
internal static class SevenVectors
{
    /// <summary>Seven vectors over six layers, drawn once from a normal distribution, in hundredths.</summary>
    public static IReadOnlyList<TaskVector> Vectors { get; } =
    [
        Of("a", 0, 30, -27, -89, -45, -99),
        Of("b", 6, 134, -49, -62, 49, 36),
        Of("c", 11, -93, -3, 70, -134, -46),
        Of("d", -190, -129, -184, -24, -127, 27),
        Of("e", 16, -19, -252, -54, -5, 11),
        Of("f", -153, -48, -98, -81, 106, -81),
        Of("g", -3, 88, -58, -11, 11, 6),
    ];

    /// <summary>A vector whose Δ are these hundredths; null for a layer that was not swept.</summary>
    public static TaskVector Of(string task, params int?[] hundredths) => new(
        task, null, Module.Attention, 1000, 500,
        [.. hundredths.Select((h, layer) => h is { } value
            ? new LayerEffect(layer, new(1000, 500, Math.Max(0, 10 * value), Math.Max(0, -10 * value)), 0)
            : LayerEffect.None(layer))]);
}
