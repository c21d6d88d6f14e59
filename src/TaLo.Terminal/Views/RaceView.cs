using System.Globalization;
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
            Messages.Note($"{task}: {Describe(value)}");
        _left = value.Left;
    }

    private static string Describe(RaceProgress p)
    {
        var leader = p.Leader is { } l
            ? string.Create(CultureInfo.InvariantCulture, $", {l.Knockout} leads with {100 * l.Counts.Difference:+0.0;−0.0;0.0} points, {l.Chance:0%} likely to be named")
            : "";
        return $"{p.Asked}/{p.Samples} probe samples, {p.Passes} passes, {Quantity.Of(p.Left, "candidate")} left{leader}";
    }
}
