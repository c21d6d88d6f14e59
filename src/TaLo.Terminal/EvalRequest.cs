using TaLo.Models;

namespace TaLo.Terminal;

/// <summary>An evaluation as somebody asks for it.</summary>
internal sealed record EvalRequest
{
    /// <summary>Model, data set, tasks and samples; its layers and modules do not matter.</summary>
    public required SweepRequest Sweep { get; init; }

    /// <summary>Bypassed for every task instead of what the profiles say; null for the profiles.</summary>
    public Knockout? Knockout { get; init; }

    /// <summary>Whether profiles made for another model file are applied.</summary>
    public bool Force { get; init; }

    /// <summary>Whether samples that chose the layer are judged on as well.</summary>
    public bool KeepProbe { get; init; }
}
