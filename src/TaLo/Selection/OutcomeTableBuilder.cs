using TaLo.Models;
using TaLo.Scoring;

namespace TaLo.Selection;

/// <summary>Gathers one task's passes until they make a table.</summary>
internal sealed class OutcomeTableBuilder(string task)
{
    private readonly SortedDictionary<string, ScoredPass> _base = new(StringComparer.Ordinal);
    private readonly SortedDictionary<Knockout, Dictionary<string, ScoredPass>> _knockouts = [];

    /// <exception cref="OutcomeException">Another pass of the same sample and knockout is there, with other values.</exception>
    public void Add(ScoredPass pass)
    {
        if (pass.Knockout is not { } knockout)
        {
            Add(_base, pass);
            return;
        }

        if (!_knockouts.TryGetValue(knockout, out var column))
            _knockouts.Add(knockout, column = []);
        Add(column, pass);
    }

    /// <summary>
    /// The largest complete table: the knockouts are ordered by how many samples they cover, and as many of them
    /// are kept as make the most cells with the samples that all of them cover (among equals the most samples).
    /// </summary>
    public OutcomeTable ToTable(Func<ScoredPass, string?> stratum)
    {
        var (columns, samples) = LargestBlock();
        var (correct, margins) = (new bool[samples.Count, columns.Count + 1], new double[samples.Count, columns.Count + 1]);
        for (var s = 0; s < samples.Count; s++)
        {
            Put(s, 0, _base[samples[s]]);
            for (var c = 0; c < columns.Count; c++)
                Put(s, c + 1, _knockouts[columns[c]][samples[s]]);
        }

        // Where no cluster was noted, an index of one task says nothing about another's.
        List<string>? clusters = samples.Exists(s => _base[s].Cluster is not null) ? [.. samples.Select(s => _base[s].Cluster ?? s)] : null;
        return new OutcomeTable(
            task, samples, [.. samples.Select(s => stratum(_base[s]))],
            columns, correct, margins,
            [
                .. Notes(columns, samples), .. OutcomeTables.NotesOn(new SampleClusters(clusters ?? samples), samples.Count),
                .. Guessing.NotesOn(samples.Select(s => _base[s])),
            ],
            Gap(columns, samples), clusters);

        void Put(int sample, int column, ScoredPass pass) =>
            (correct[sample, column], margins[sample, column]) = (pass.Correct, pass.Margin);
    }

    private (List<Knockout> Columns, List<string> Samples) LargestBlock()
    {
        var swept = SweptSamples.Of(_base.Keys, _knockouts.Values.SelectMany(k => k.Keys));
        var ordered = _knockouts.OrderByDescending(k => k.Value.Keys.Count(swept.Contains)).ToList();
        List<string> samples = [.. _base.Keys.Where(s => swept.Count == 0 || swept.Contains(s))];
        var (best, kept) = (samples, 0);
        for (var count = 1; count <= ordered.Count; count++)
        {
            samples = [.. samples.Where(ordered[count - 1].Value.ContainsKey)];
            if (kept == 0 && samples.Count > 0 || samples.Count * count > best.Count * kept)
                (best, kept) = (samples, count);
        }

        return ([.. ordered.Take(kept).Select(k => k.Key).Order()], best);
    }

    private List<string> Notes(List<Knockout> columns, List<string> samples)
    {
        var notes = new List<string>();
        var all = _base.Keys.Union(_knockouts.Values.SelectMany(k => k.Keys)).Count();
        if (all > samples.Count)
            notes.Add($"{all - samples.Count} of {all} samples are left out: rows of theirs are missing (a stopped sweep, or a race?)");
        var dropped = _knockouts.Keys.Except(columns).Select(k => k.ToString()).ToList();
        if (dropped.Count > 0)
            notes.Add($"left out, for rows of theirs are missing: {string.Join(", ", dropped)}");
        return notes;
    }

    // A sample with one knockout alone was not raced over: an evaluation of a choice leaves such.
    private string? Gap(List<Knockout> columns, List<string> samples)
    {
        if (columns.Count < _knockouts.Count)
            return $"{_knockouts.Count - columns.Count} of {_knockouts.Count} candidates lack answers to samples that others have";
        var kept = samples.ToHashSet();
        var partial = _base.Keys.Count(s => !kept.Contains(s) && _knockouts.Values.Count(k => k.ContainsKey(s)) > 1);
        return partial > 0 ? $"{partial} of {_base.Count} samples have answers of some candidates only" : null;
    }

    private static void Add(IDictionary<string, ScoredPass> column, ScoredPass pass)
    {
        if (!column.TryAdd(pass.Index, pass) && column[pass.Index] != pass)
            throw new OutcomeException(
                $"task {pass.Task}, sample {pass.Index}: two rows of {pass.Subject} differ: " +
                "the results are of more than one sweep");
    }
}
