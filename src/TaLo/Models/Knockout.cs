namespace TaLo.Models;

/// <summary>
/// The intervention <c>zero</c> applied to one module of one decoder layer: its contribution to the residual
/// stream is removed, as if the parameters it ends in were zero.
/// </summary>
/// <param name="Layer">Decoder layer, 0-based.</param>
/// <param name="Module">Which part of the layer.</param>
public readonly record struct Knockout(int Layer, Module Module)
{
    /// <summary>The knockout's name in tables and messages, for example <c>attention 7</c>.</summary>
    public override string ToString() => $"{Module.ToString().ToLowerInvariant()} {Layer}";
}
