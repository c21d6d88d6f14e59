using TaLo.Models;
using TaLo.Scoring;
using TaLo.Sweeps;

namespace TaLo.Selection;

/// <summary>Makes the tables that the protocols read out of a sweep's passes. The order of the passes does not matter.</summary>
public static class OutcomeTables
{
    /// <summary>One table for each task, by name; passes that belong to no task (no <c>l2-category</c>) are left out.</summary>
    /// <param name="passes">Passes of one sweep; equal ones count once.</param>
    /// <param name="unit">What makes a task.</param>
    /// <param name="module">Of knockouts that zero a module, only those of this one; null for all.</param>
    /// <exception cref="OutcomeException">Two passes over one sample and knockout differ, or a margin is not finite.</exception>
    public static IReadOnlyList<OutcomeTable> From(
        IEnumerable<ScoredPass> passes, TaskUnit unit = TaskUnit.Category, Module? module = null) =>
        [.. passes
            .Where(p => p.Knockout is not { } knockout || Candidates.IsOf(knockout, module))
            .GroupBy(p => unit == TaskUnit.Category ? p.Task : p.TaskGroup)
            .Where(task => task.Key is not null)
            .OrderBy(task => task.Key, StringComparer.Ordinal)
            .Select(task => OfTask(task.Key!, task, unit))];

    /// <summary>The same from lines of a results file.</summary>
    /// <exception cref="OutcomeException">As above, the lines are of more than one intervention, or something is in force in all of them.</exception>
    public static IReadOnlyList<OutcomeTable> From(
        IEnumerable<ResultLine> lines, TaskUnit unit = TaskUnit.Category, Module? module = null)
    {
        var all = lines.ToList();
        if (all.Find(l => l.InForce is not null) is { InForce: { } inForce })
            throw new OutcomeException($"results with {inForce} in force are a step on the way to a set: talo adapt --replay decides from the sweep that it began with");
        var interventions = all.Select(l => l.Intervention).OfType<string>().Distinct().Order(StringComparer.Ordinal).ToList();
        return interventions.Count <= 1
            ? From(all.Select(l => l.Pass), unit, module)
            : throw new OutcomeException(
                $"results of several interventions ({string.Join(", ", interventions)}): give those of one alone");
    }

    /// <summary>How many clusters the samples are of, where they are fewer: one line, or none.</summary>
    internal static IReadOnlyList<string> NotesOn(SampleClusters clusters, int samples) => clusters.Any
        ? [$"{Quantity.Clustered(samples, clusters.Count)} (a shared image or g_index): split, drawn and tested by cluster"]
        : [];

    private static OutcomeTable OfTask(string task, IEnumerable<ScoredPass> passes, TaskUnit unit)
    {
        var cells = new OutcomeTableBuilder(task);
        foreach (var pass in passes)
            cells.Add(pass);
        return cells.ToTable(pass => unit == TaskUnit.Category ? pass.TaskGroup : pass.Task);
    }
}

/// <summary>Which column of the data set makes a task; the other one makes the strata within it.</summary>
public enum TaskUnit
{
    /// <summary>A task is one <c>category</c>; its strata are the values of <c>l2-category</c>.</summary>
    Category,

    /// <summary>A task is one <c>l2-category</c>; its strata are the values of <c>category</c>.</summary>
    L2Category,
}
