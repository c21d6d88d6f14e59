using TaLo.Selection;
using TaLo.Selection.Evidence;
using TaLo.Selection.Race;

namespace TaLo.Terminal;

/// <summary>An adaptation as somebody asks for it: from a sweep that is run now, a stored one, or a file.</summary>
internal sealed record AdaptRequest
{
    /// <summary>How to choose.</summary>
    public required IProtocol Protocol { get; init; }

    /// <summary>What makes a task.</summary>
    public TaskUnit Unit { get; init; }

    /// <summary>Redraws of the probe set; 0 for none.</summary>
    public int Redraws { get; init; } = Stability.DefaultRedraws;

    /// <summary>A stored sweep's id, or null.</summary>
    public string? Replay { get; init; }

    /// <summary>Whether a replay's decisions are kept as profiles; those of a model that is asked now are.</summary>
    public bool Keep { get; init; }

    /// <summary>A results file, or null.</summary>
    public string? From { get; init; }

    /// <summary>The sweep to run first, or null.</summary>
    public SweepRequest? Sweep { get; init; }

    /// <summary>How to race instead of sweeping every layer on every sample; null for the full sweep.</summary>
    public RaceOptions? Race { get; init; }

    /// <summary>The folder of the stored results.</summary>
    public required string Store { get; init; }
}
