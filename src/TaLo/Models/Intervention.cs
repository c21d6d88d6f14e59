namespace TaLo.Models;

/// <summary>What is done to a layer.</summary>
public enum Intervention
{
    /// <summary>A module's contribution to the residual stream is removed, as if the parameters that it ends in were zero.</summary>
    Zero,

    /// <summary>The attention weights are made uniform over the visible positions, as if the queries' parameters were zero.</summary>
    Uniform,

    /// <summary>The layer, or the block of layers that begins with it, runs again on its own output, as if copies of it followed.</summary>
    Repeat,
}

/// <summary>Where an intervention is in force.</summary>
public enum Scope
{
    /// <summary>At every position, the prompt's included.</summary>
    All,

    /// <summary>From the prompt's last token on: what comes before was read by the base model.</summary>
    Answer,
}
