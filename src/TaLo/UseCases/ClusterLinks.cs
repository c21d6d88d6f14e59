using TaLo.Scoring;
using TaLo.Storage;
using TaLo.Sweeps;
using TaLo.Tasks;

namespace TaLo.UseCases;

/// <summary>
/// Tells passes which cluster their samples belong to, and which question they are a copy of, where they were stored before
/// that was noted: by their data set, where it is at hand.
/// </summary>
public static class ClusterLinks
{
    /// <summary>The stored passes of a sweep.</summary>
    /// <param name="store">Where they are.</param>
    /// <param name="sweep">The sweep.</param>
    /// <param name="note">Told what is not known.</param>
    /// <param name="dataPath">Where the data set is now; null for where the sweep found it.</param>
    /// <param name="task">Only this task's; null for all.</param>
    public static IReadOnlyList<ScoredPass> Passes(
        ResultStore store, StoredSweep sweep, Action<string> note, string? dataPath = null, string? task = null)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(note);
        var passes = store.Passes(sweep.Id, task);
        if (AreKnown(passes))
            return passes;
        using var data = StoredSweeps.Data(sweep, dataPath, out var missing);
        if (data is not null)
            return Linked(passes, data);
        note($"sweep {sweep.ShortId}: {Unknown} ({missing})");
        return passes;
    }

    /// <summary>Passes over samples of a data set.</summary>
    public static IReadOnlyList<ScoredPass> Linked(IReadOnlyList<ScoredPass> passes, IDataSet data)
    {
        if (AreKnown(passes) && !data.Samples.Any(s => s.Circle is not null))
            return passes;
        var samples = data.Samples.ToDictionary(s => (s.Task, s.Index));
        return [.. passes.Select(p => samples.GetValueOrDefault((p.Task, p.Index)) is var sample && p.Cluster is not null && p.Circle == sample.Circle
            ? p : p with { Cluster = p.Cluster ?? sample.Cluster, Circle = sample.Circle })];
    }

    /// <summary>The passes of a results file, as they are.</summary>
    public static IReadOnlyList<ResultLine> OfFile(string path, Action<string> note)
    {
        ArgumentNullException.ThrowIfNull(note);
        List<ResultLine> lines = [.. ResultLines.Read(path)];
        if (!AreKnown(lines.Select(l => l.Pass)))
            note($"{path}: {Unknown}");
        return lines;
    }

    private const string Unknown =
        "it was not noted which samples share an image or a question: each sample counts by itself, and where some belong together, " +
        "that is surer than it ought to be";

    private static bool AreKnown(IEnumerable<ScoredPass> passes) => passes.All(p => p.Cluster is not null);
}
