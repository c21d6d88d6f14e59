using TaLo.Models;
using TaLo.Scoring;
using TaLo.Statistics;

namespace TaLo.Vectors;

/// <summary>Computes Task-Layer Interaction Vectors from a sweep's rows.</summary>
public static class TaskVectors
{
    /// <summary>
    /// One vector for each task and kind of knockout that any row has, by task, then kind. The order of the
    /// rows does not matter, to the last bit.
    /// </summary>
    /// <param name="rows">Rows of one sweep.</param>
    /// <param name="layers">The model's layers: the vectors' length. Where the vision encoder's are not known, its vectors end with the last layer that any row has.</param>
    /// <exception cref="ArgumentException">Two rows have one key, or a row's layer does not exist: the rows are not of one sweep.</exception>
    public static IReadOnlyList<TaskVector> From(IEnumerable<ScoredPass> rows, LayerCounts layers) => From(rows, layers, _ => null);

    /// <summary>The same over some of the samples.</summary>
    /// <param name="rows">Rows of one sweep.</param>
    /// <param name="layers">The model's layers.</param>
    /// <param name="over">The indices of the samples that a kind's vector is counted over; null for all that it can be.</param>
    internal static IReadOnlyList<TaskVector> From(IEnumerable<ScoredPass> rows, LayerCounts layers, Func<KnockoutKind, IReadOnlySet<string>?> over)
    {
        List<ScoredPass> all = [.. rows];
        var counts = layers.Vision is null && all.Exists(IsOfVision) ? layers with { Vision = all.Where(IsOfVision).Max(r => r.Knockout!.Value.Layer) + 1 } : layers;
        return [.. all.GroupBy(r => r.Task)
            .OrderBy(t => t.Key, StringComparer.Ordinal)
            .SelectMany(t => Corrected([.. OfTask(t.Key, [.. t], counts, over)]))];
    }

    private static bool IsOfVision(ScoredPass row) => row.Knockout?.IsOfVision == true;

    private static IEnumerable<TaskVector> OfTask(
        string task, List<ScoredPass> rows, LayerCounts layers, Func<KnockoutKind, IReadOnlySet<string>?> over)
    {
        if (rows.Find(r => r.Knockout is { } k && !k.Exists(layers)) is { Knockout: { } nowhere } stray)
            throw new ArgumentException(
                $"task {task}, sample {stray.Index}: {nowhere} in a model of {layers.Of(nowhere.Module)} layers", nameof(rows));

        var bases = ByIndex(rows.Where(r => r.Knockout is null));
        var groups = rows.Select(r => r.TaskGroup).Distinct().ToList();
        var byKnockout = rows.Where(r => r.Knockout is not null).ToLookup(r => r.Knockout!.Value);
        foreach (var kind in byKnockout.Select(k => k.Key.Kind).Distinct().Order())
        {
            var ofKind = byKnockout.Where(k => k.Key.Kind == kind).SelectMany(k => k);
            IReadOnlySet<string> samples = over(kind) ?? SweptSamples.Of(bases.Keys, ofKind.Select(p => p.Index));
            var compared = ByIndex(bases.Values.Where(b => samples.Contains(b.Index)));
            yield return new TaskVector(
                task, groups.Count == 1 ? groups[0] : null, kind, compared.Count, compared.Values.Count(b => b.Correct),
                [.. Enumerable.Range(0, layers.Of(kind.Module)).Select(l => Effect(l, compared, byKnockout[new Knockout(l, kind)]))])
            {
                Indices = samples,
                NotCompared = bases.Count - compared.Count,
                Clusters = compared.Values.Select(b => b.OwnCluster).Distinct().Count(),
                BaseAnswers = AnswerCounts.Of(compared.Values),
                BaseCircular = CircularEvaluation.Of(compared.Values),
            };
        }
    }

    /// <summary>The vectors of one task, their p-values corrected for all knockouts tried on it.</summary>
    private static IEnumerable<TaskVector> Corrected(List<TaskVector> vectors)
    {
        var swept = vectors.SelectMany(v => v.Layers).Where(l => l.Samples > 0).ToList();
        var holm = new Queue<double>(MultipleTesting.Holm([.. swept.Select(l => l.Counts.PValue)]));
        return vectors.Select(v => v with
        {
            Layers = [.. v.Layers.Select(l => l.Samples > 0 ? l with { HolmPValue = holm.Dequeue() } : l)],
        });
    }

    private static LayerEffect Effect(
        int layer, SortedDictionary<string, ScoredPass> bases, IEnumerable<ScoredPass> knockouts)
    {
        // Sorted by index: a sum of doubles depends on its order.
        var pairs = ByIndex(knockouts).Values
            .Where(k => bases.ContainsKey(k.Index))
            .Select(k => (Base: bases[k.Index], Knockout: k))
            .ToList();
        return new LayerEffect(
            layer,
            PairedComparison.Of([.. pairs.Select(p => (p.Base.OwnCluster, p.Base.Correct, p.Knockout.Correct))]),
            pairs.Sum(p => p.Knockout.Margin - p.Base.Margin) / pairs.Count)
        {
            Answers = AnswerCounts.Of(pairs.Select(p => p.Knockout)),
            Circular = CircularEvaluation.Of(pairs.Select(p => new PairedPass(p.Base, p.Knockout))),
        };
    }

    private static SortedDictionary<string, ScoredPass> ByIndex(IEnumerable<ScoredPass> rows)
    {
        var byIndex = new SortedDictionary<string, ScoredPass>(StringComparer.Ordinal);
        foreach (var row in rows)
        {
            if (!byIndex.TryAdd(row.Index, row))
                throw new ArgumentException(
                    $"task {row.Task}, sample {row.Index}: two rows of {row.Subject}: " +
                    "the rows are not of one sweep", nameof(rows));
        }

        return byIndex;
    }
}
