using TaLo.Selection.Race;

namespace TaLo.Terminal.Views;

/// <summary>A running race on stderr.</summary>
internal sealed class RaceView(string task) : IProgress<RaceProgress>
{
    private int _left = -1;

    /// <inheritdoc/>
    public void Report(RaceProgress value)
    {
        // Somebody is out, or the race is over: a line for each look would be too many.
        if (value.Left != _left || value.Asked == value.Samples)
            Messages.Note($"{task}: {ProgressText.Race(value)}, {Quantity.Of(value.Passes, "pass", "passes")}{(value.Leader is { } l ? ", " + ProgressText.Leader(l) : "")}");
        _left = value.Left;
    }
}
