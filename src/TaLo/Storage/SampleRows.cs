using TaLo.Sweeps;

namespace TaLo.Storage;

/// <summary>Rows of one sample, base model first, then by module and layer: one journal line, or one database document.</summary>
internal sealed record SampleRows(
    string Task,
    string Index,
    string Letters,
    char Answer,
    IReadOnlyList<SampleRow> Rows,
    string? TaskGroup = null)
{
    /// <summary>Packs the rows of one sample.</summary>
    /// <exception cref="StoreException">A number is not finite, a score does not fit its options, two rows contradict each other.</exception>
    /// <exception cref="ArgumentException">No row, or rows of more than one sample.</exception>
    public static SampleRows From(IReadOnlyList<SweepResult> results)
    {
        if (results.Count == 0)
            throw new ArgumentException("no row to store", nameof(results));

        var first = results[0];
        if (results.Any(r => !SameSample(first, r)))
            throw new ArgumentException($"rows of more than one sample beside {first.Index}", nameof(results));

        var rows = results.Select(r => SampleRow.From(r.Knockout, r.Score)).ToList();
        if (rows.Find(r => !r.IsFinite || r.LogProbabilities.Count != first.Letters.Length) is { } bad)
            throw new StoreException(
                $"task {first.Task}, sample {first.Index}: {Pass(bad)} gave a score that is not finite or does not " +
                "fit the options: nothing was stored for this sample");

        return new SampleRows(first.Task, first.Index, first.Letters, first.Answer, [], first.TaskGroup).With(rows);
    }

    /// <summary>Whether another batch of the same sample's rows has no other values where both have some.</summary>
    public bool Agrees(SampleRows more) =>
        IsAlike(more) && !Rows.Join(more.Rows, r => r.Place, r => r.Place, (one, other) => one.Same(other)).Contains(false);

    /// <summary>What another batch of the same sample's rows adds to these, or null where all of it is here.</summary>
    /// <exception cref="StoreException">A row is here already with other numbers.</exception>
    public SampleRows? Added(SampleRows more)
    {
        var all = With(more);
        if (all.Rows.Count == Rows.Count)
            return null;

        var here = Rows.Select(r => r.Place).ToHashSet();
        return more with { Rows = [.. more.Rows.Where(r => !here.Contains(r.Place))] };
    }

    /// <summary>These rows and another batch of the same sample's.</summary>
    /// <exception cref="StoreException">A row is here already with other numbers.</exception>
    public SampleRows With(SampleRows more) =>
        IsAlike(more)
            ? With(more.Rows)
            : throw Mixed("it is stored already with other options, another answer or group of tasks");

    public IEnumerable<SweepResult> Results() =>
        Rows.Select(r => new SweepResult(Task, TaskGroup, Index, Letters, Answer, r.Knockout, r.Score));

    private bool IsAlike(SampleRows more) =>
        more.Letters == Letters && more.Answer == Answer && more.TaskGroup == TaskGroup;

    private SampleRows With(IReadOnlyList<SampleRow> more)
    {
        var all = Rows.ToDictionary(r => r.Place);
        foreach (var row in more)
        {
            if (!all.TryAdd(row.Place, row) && !all[row.Place].Same(row))
                throw Mixed($"the row of {Pass(row)} is stored already with other values");
        }

        return this with { Rows = [.. all.Values.OrderBy(r => r.Place)] };
    }

    private static bool SameSample(SweepResult a, SweepResult b) =>
        a.Task == b.Task && a.Index == b.Index && a.TaskGroup == b.TaskGroup && a.Letters == b.Letters &&
        a.Answer == b.Answer;

    private static string Pass(SampleRow row) => row.Knockout?.ToString() ?? "the base model";

    private StoreException Mixed(string what) => new(
        $"task {Task}, sample {Index}: {what}: results would be mixed, nothing was " +
        "stored for this sample");
}
