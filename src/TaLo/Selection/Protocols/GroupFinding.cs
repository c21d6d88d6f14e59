using System.Globalization;
using TaLo.Selection.Evidence;
using TaLo.Statistics;

namespace TaLo.Selection.Protocols;

/// <summary>What the other tasks of a task's group point to.</summary>
/// <param name="Column">The candidate's column in the task's table; 0 where no candidate is right more often than the base model.</param>
/// <param name="Tasks">How many other tasks.</param>
/// <param name="Samples">Their probe samples: indices in the data set.</param>
/// <param name="Fixed">Wrong by the base model, right under the candidate.</param>
/// <param name="Broken">Right by the base model, wrong under the candidate.</param>
internal sealed record GroupFinding(int Column, int Tasks, IReadOnlyList<string> Samples, int Fixed, int Broken)
{
    /// <summary>Reads the other tasks' probe samples; null where the group has no other task.</summary>
    public static GroupFinding? Of(OutcomeTable table, PooledProtocol protocol)
    {
        var group = GroupOf(table);
        var own = table.Samples.Select((_, s) => table.Clusters.Name(s)).ToHashSet();
        var columns = Candidates.Of(table, protocol.Own.Module);
        var others = protocol.Tables
            .Where(t => t.Task != table.Task && GroupOf(t) == group && ProbeDraw.SkippedFor(t, protocol.Own) is null)
            .Select(t => Other.Of(t, table, columns, own, protocol.Own)).OfType<Other>().ToList();
        if (others.Count == 0 || columns.Length == 0)
            return null;

        var stride = SignedSums.Stride(columns.Length);
        var test = new SignFlipTest([.. others.SelectMany(o => o.Changes)], others.Sum(o => o.Changes.Length / stride), columns.Length);
        var best = -1;
        List<string> samples = [.. others.SelectMany(o => o.Samples)];
        for (var c = 0; c < columns.Length; c++)
        {
            if (others.Sum(o => o.Counts[c].Fixed - o.Counts[c].Broken) > 0 && (best < 0 || test.Observed[c] > test.Observed[best]))
                best = c;
        }

        return best < 0
            ? new GroupFinding(0, others.Count, samples, 0, 0)
            : new GroupFinding(columns[best], others.Count, samples, others.Sum(o => o.Counts[best].Fixed), others.Sum(o => o.Counts[best].Broken));
    }

    /// <summary>What they point to, for a decision's reason.</summary>
    public string Words(OutcomeTable table)
    {
        var others = $"{Quantity.Of(Tasks, "other task")} of the group ({Quantity.Of(Samples.Count, "probe sample")})";
        return Column == 0
            ? $"{others}: no candidate is right more often than the base model"
            : string.Create(CultureInfo.InvariantCulture, $"{others}: {table.Knockouts[Column - 1]} ({Fixed} fixed, {Broken} broken)");
    }

    /// <summary>The stratum that all samples share; null where there is none, or where samples differ.</summary>
    public static string? GroupOf(OutcomeTable table) => table.Strata.Distinct().ToList() is [var only] ? only : null;

    /// <summary>One other task's part.</summary>
    private sealed record Other(float[] Changes, IReadOnlyList<string> Samples, IReadOnlyList<(int Fixed, int Broken)> Counts)
    {
        /// <summary>Its probe samples but those about an image of the decided task; null where it lacks a candidate, or has no such sample.</summary>
        public static Other? Of(OutcomeTable other, OutcomeTable table, int[] columns, HashSet<string> own, RobustProtocol protocol)
        {
            var known = other.Knockouts.Index().ToDictionary(k => k.Item, k => k.Index + 1);
            var same = columns.Select(c => known.GetValueOrDefault(table.Knockouts[c - 1])).ToArray();
            int[] probe = [.. ProbeDraw.Of(other, protocol).Probe.Where(s => !own.Contains(other.Clusters.Name(s)))];
            if (same.Contains(0) || probe.Length == 0)
                return null;
            var set = SampleSet.Of(probe, other.Samples.Count);
            return new Other(
                MarginScores.Changes(other, probe, same).Changes, other.Names(probe),
                [.. same.Select(c => other.Compare(c, set)).Select(c => (c.Fixed, c.Broken))]);
        }
    }
}
