using System.Numerics;
using TaLo.Models;
using TaLo.Statistics;

namespace TaLo.Selection;

/// <summary>
/// One task's stored results as the protocols read them: samples × columns → right or wrong, and margin. Column 0
/// is the base model, column c > 0 the knockout <c>Knockouts[c − 1]</c>. Complete: no cell is missing. Immutable.
/// </summary>
public sealed class OutcomeTable
{
    private readonly ulong[][] _correct;
    private readonly double[] _margins;

    /// <summary>Makes a table of cells that are at hand; <see cref="OutcomeTables"/> makes them of stored rows.</summary>
    /// <param name="task">The task.</param>
    /// <param name="samples">The samples' indices in the data set.</param>
    /// <param name="strata">The stratum of each sample, or null for one that has none.</param>
    /// <param name="knockouts">The knockouts, in ascending order.</param>
    /// <param name="correct">[sample, column]: whether the answer was right.</param>
    /// <param name="margins">[sample, column]: log p(correct) − log p(best wrong option), in nats.</param>
    /// <param name="notes">See <see cref="Notes"/>.</param>
    /// <param name="gap">See <see cref="Gap"/>.</param>
    /// <param name="clusters">The name of each sample's cluster, the same in tables of other tasks that have it, too; null where each is a cluster of its own.</param>
    /// <exception cref="OutcomeException">A margin is not finite.</exception>
    /// <exception cref="ArgumentException">The sizes do not fit each other, or the knockouts are not in ascending order.</exception>
    public OutcomeTable(
        string task,
        IReadOnlyList<string> samples,
        IReadOnlyList<string?> strata,
        IReadOnlyList<Knockout> knockouts,
        bool[,] correct,
        double[,] margins,
        IReadOnlyList<string>? notes = null,
        string? gap = null,
        IReadOnlyList<string>? clusters = null)
    {
        ArgumentNullException.ThrowIfNull(correct);
        ArgumentNullException.ThrowIfNull(margins);
        (Task, Samples, Strata, Knockouts, Notes, Gap) = (task, samples, strata, knockouts, notes ?? [], gap);
        Clusters = new SampleClusters(clusters ?? [.. samples.Select(s => $"{task}\t{s}")]);
        Columns = knockouts.Count + 1;
        var size = (samples.Count, Columns);
        if (strata.Count != samples.Count || clusters is not null && clusters.Count != samples.Count || Size(correct) != size || Size(margins) != size)
            throw new ArgumentException($"cells for other than {size.Count} samples and {Columns} columns", nameof(correct));
        if (knockouts.Zip(knockouts.Skip(1)).Any(k => k.First.CompareTo(k.Second) >= 0))
            throw new ArgumentException("knockouts that are not in ascending order", nameof(knockouts));

        _margins = new double[margins.Length];
        _correct = [.. Enumerable.Range(0, Columns).Select(_ => new ulong[(samples.Count + 63) / 64])];
        for (var s = 0; s < samples.Count; s++)
        {
            for (var c = 0; c < Columns; c++)
            {
                if (!double.IsFinite(margins[s, c]))
                    throw new OutcomeException(
                        $"task {task}, sample {samples[s]}: the margin of {Name(c)} is {margins[s, c]}: run that sample again");
                _margins[s * Columns + c] = margins[s, c];
                if (correct[s, c])
                    _correct[c][s >> 6] |= 1UL << s;
            }
        }

        List<string?> names = [.. strata.Distinct().Order(StringComparer.Ordinal)];
        StratumNumbers = [.. strata.Select(stratum => names.IndexOf(stratum))];
    }

    /// <summary>The task.</summary>
    public string Task { get; }

    /// <summary>The samples' indices in the data set, in a fixed order.</summary>
    public IReadOnlyList<string> Samples { get; }

    /// <summary>The stratum of each sample, or null.</summary>
    public IReadOnlyList<string?> Strata { get; }

    /// <summary>Which samples belong together.</summary>
    public SampleClusters Clusters { get; }

    /// <summary>The knockouts of columns 1, 2, …, by kind, then layer.</summary>
    public IReadOnlyList<Knockout> Knockouts { get; }

    /// <summary>What was left out of the table, and what else to know of the samples; one line each.</summary>
    public IReadOnlyList<string> Notes { get; }

    /// <summary>
    /// Which candidates were given up half-way (by a race, or a stopped sweep), in a few words; null for none. Choosing
    /// among the survivors would not count the tries that were given up.
    /// </summary>
    public string? Gap { get; }

    /// <summary>How many columns there are, the base model's included.</summary>
    public int Columns { get; }

    /// <summary>The number of each sample's stratum, 0, 1, … in the order of their names.</summary>
    internal int[] StratumNumbers { get; }

    /// <summary>The same table with each sample a cluster of its own.</summary>
    public OutcomeTable WithoutClusters()
    {
        var (correct, margins) = (new bool[Samples.Count, Columns], new double[Samples.Count, Columns]);
        for (var s = 0; s < Samples.Count; s++)
        {
            for (var c = 0; c < Columns; c++)
                (correct[s, c], margins[s, c]) = (Correct(s, c), Margin(s, c));
        }

        return new OutcomeTable(Task, Samples, Strata, Knockouts, correct, margins, Notes, Gap);
    }

    /// <summary>Whether a sample was answered correctly in a column.</summary>
    public bool Correct(int sample, int column) => (_correct[column][sample >> 6] >> sample & 1) != 0;

    /// <summary>The margin of a sample in a column, in nats.</summary>
    public double Margin(int sample, int column) => Margins(sample)[column];

    /// <summary>Counts a column against the base model over some samples.</summary>
    public PairedComparison Compare(int column, ReadOnlySpan<int> samples) => Compare(column, SampleSet.Of(samples, Samples.Count));

    internal PairedComparison Compare(int column, SampleSet samples)
    {
        var (size, right, repaired, broken) = (0, 0, 0, 0);
        for (var word = 0; word < samples.Words.Length; word++)
        {
            var (mask, before, after) = (samples.Words[word], _correct[0][word], _correct[column][word]);
            size += BitOperations.PopCount(mask);
            right += BitOperations.PopCount(mask & before);
            repaired += BitOperations.PopCount(mask & after & ~before);
            broken += BitOperations.PopCount(mask & before & ~after);
        }

        return new PairedComparison(size, right, repaired, broken) { Groups = Clusters.Any ? ClusterGroup.Of(Pairs(column, samples)) : null };
    }

    /// <summary>Right answers in a column − right answers of the base model, over some samples.</summary>
    internal int Gain(int column, SampleSet samples)
    {
        var gain = 0;
        for (var word = 0; word < samples.Words.Length; word++)
        {
            gain += BitOperations.PopCount(samples.Words[word] & _correct[column][word]);
            gain -= BitOperations.PopCount(samples.Words[word] & _correct[0][word]);
        }

        return gain;
    }

    /// <summary>The indices in the data set of some samples.</summary>
    internal IReadOnlyList<string> Names(ReadOnlySpan<int> samples)
    {
        var names = new string[samples.Length];
        for (var i = 0; i < names.Length; i++)
            names[i] = Samples[samples[i]];
        return names;
    }

    /// <summary>The margins of one sample, one for each column.</summary>
    internal ReadOnlySpan<double> Margins(int sample) => _margins.AsSpan(sample * Columns, Columns);

    private IEnumerable<(int Cluster, bool Base, bool Adapted)> Pairs(int column, SampleSet samples)
    {
        for (var s = 0; s < Samples.Count; s++)
        {
            if ((samples.Words[s >> 6] >> s & 1) != 0)
                yield return (Clusters.Of(s), Correct(s, 0), Correct(s, column));
        }
    }

    private string Name(int column) => column == 0 ? "the base model" : Knockouts[column - 1].ToString();

    private static (int, int) Size(Array cells) => (cells.GetLength(0), cells.GetLength(1));
}
