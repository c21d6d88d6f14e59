namespace TaLo.Models;

/// <summary>The part of a decoder layer that a knockout removes.</summary>
public enum Module
{
    /// <summary>The attention block: what it adds to the residual stream is removed (the paper's default).</summary>
    Attention,

    /// <summary>The feed-forward block: what it adds to the residual stream is removed.</summary>
    Ffn,

    /// <summary>Both blocks: the layer hands on what it was given.</summary>
    Layer,
}
