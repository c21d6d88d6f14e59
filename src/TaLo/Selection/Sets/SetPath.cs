using TaLo.Models;
using TaLo.Statistics;

namespace TaLo.Selection.Sets;

/// <summary>How a task's set of layers came about.</summary>
/// <param name="Task">The task.</param>
/// <param name="Steps">Every step that was tried, in turn; at least one, and all but the last hold.</param>
public sealed record SetPath(string Task, IReadOnlyList<SetStep> Steps)
{
    /// <summary>The set: what was kept, in the order of the steps.</summary>
    public KnockoutSet Set { get; } = new(Steps.Where(s => s.IsKept).Select(s => s.Added!.Value));

    /// <summary>The set against the base model on the probe set, which chose it; null for fewer than two layers, where the first step says it.</summary>
    public PairedComparison? Probe { get; init; }

    /// <summary>The same on the evaluation set, which decided where to stop: a set that it stopped late looks a little better on it than it is.</summary>
    public PairedComparison? HeldOut { get; init; }

    /// <summary>Why the set is what it is, in one line.</summary>
    public string Why => string.Join("; ",
    [
        Steps[0].Decision?.Reason ?? Steps[0].Why,
        .. Steps.Count == 1 && !Steps[0].Holds ? [$"no second layer was tried, for the first is {Steps[0].Why}"] : Array.Empty<string>(),
        .. Steps.Skip(1).Select(s => $"step {s.Number}{(s.Added is { } added ? $", {added}" : "")}: {s.Why}"),
    ]);
}
