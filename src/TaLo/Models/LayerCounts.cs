namespace TaLo.Models;

/// <summary>How many layers a model has that can be knocked out.</summary>
/// <param name="Decoder">Decoder layers, L.</param>
/// <param name="Vision">Layers that its vision encoder runs; null where a sweep was stored without: it had no encoder, or they were not counted yet.</param>
public readonly record struct LayerCounts(int Decoder, int? Vision)
{
    /// <summary>The layers of a model without a vision encoder.</summary>
    public static implicit operator LayerCounts(int decoder) => new(decoder, 0);

    /// <summary>How many layers there are of those that a module is of; <see cref="ModelFacts.MostLayers"/> where it is not known.</summary>
    public int Of(Module module) => module.IsOfVision() ? Vision ?? ModelFacts.MostLayers : Decoder;
}
