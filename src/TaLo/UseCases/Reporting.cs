using System.Globalization;
using TaLo.Reports;
using TaLo.Scoring;
using TaLo.Selection;
using TaLo.Selection.Evidence;
using TaLo.Statistics;
using TaLo.Storage;
using TaLo.Sweeps;
using TaLo.Tasks;
using TaLo.Vectors;

namespace TaLo.UseCases;

/// <summary>Gathers what a report shows from the store and, for the changed samples, from the data set file.</summary>
public static class Reporting
{
    private const int CurveRedraws = 200;

    /// <summary>Builds a report; what the data set file would have shown is left out with a note where it is gone.</summary>
    public static Report Build(ResultStore store, StoredSweep sweep, IProtocol protocol, TaskUnit unit, int redraws, string? dataPath)
    {
        var notes = new List<string>();
        var rows = ClusterLinks.Passes(store, sweep, notes.Add, dataPath);
        using var data = OpenData(sweep, dataPath, notes);
        var tables = Adaptation.Tables(rows, unit);
        var (decisions, stability) = Adaptation.Decide(tables, protocol, redraws);
        notes.AddRange(decisions.SelectMany(d => d.Notes.Select(n => $"{d.Task}: {n}")));
        var byTask = rows.GroupBy(r => unit == TaskUnit.Category ? r.Task : r.TaskGroup ?? "").ToDictionary(g => g.Key, g => g.ToList());
        if (!sweep.InForce.IsNone)
            notes.Add($"A step on the way to a set of layers: what is called base model here is the model with {sweep.InForce} in force.");
        var sets = store.Profiles().Where(p => p.Steps is not null && p.Protocol == protocol.Name && p.IsOf(sweep)).ToLookup(p => p.Task);
        var tasks = decisions.Select(d =>
        {
            var drawn = stability.FirstOrDefault(s => s.Task == d.Task && s.Redraws > 0);
            return new ReportTask(d, unit == TaskUnit.Category ? byTask[d.Task][0].TaskGroup : null)
            {
                Stability = drawn,
                Curve = drawn is null ? [] : Curve(tables.First(t => t.Task == d.Task), d.Protocol),
                Sets = sets[d.Task].LastOrDefault(),
                Samples = Changed(d, byTask[d.Task], data),
            };
        }).ToList();
        return new Report(
            $"{sweep.Facts.ModelName} on {sweep.Facts.DataSetName}", DateTimeOffset.Now, [.. Facts(sweep, protocol, rows), .. Answers(rows), Draws(decisions)], notes,
            TaskVectors.From(rows, sweep.Facts.Layers), tasks);
    }

    private static IDataSet? OpenData(StoredSweep sweep, string? dataPath, List<string> notes)
    {
        var data = StoredSweeps.Data(sweep, dataPath, out var missing);
        if (missing is not null)
            notes.Add($"{missing}, so changed samples are not shown; --data names the file that was swept.");
        return data;
    }

    private static List<ReportSample> Changed(Decision decision, List<ScoredPass> rows, IDataSet? data)
    {
        if (decision.Chosen is not { } chosen || data is null)
            return [];
        var places = data.Samples.ToDictionary(s => (s.Task, s.Index));
        var held = decision.Evaluation.ToHashSet();
        return [.. rows.Where(r => held.Contains(r.Index)).GroupBy(r => (r.Task, r.Index))
            .Select(g => (g.Key, Base: g.FirstOrDefault(r => r.Knockout is null), Bypassed: g.FirstOrDefault(r => r.Knockout == chosen)))
            .Where(p => p.Base is not null && p.Bypassed is not null && p.Base.Correct != p.Bypassed.Correct)
            .Select(p => new ReportSample(data.LoadAnswered(places[p.Key]), new PairedPass(p.Base!, p.Bypassed!)))];
    }

    private static IReadOnlyList<StabilityReport> Curve(OutcomeTable table, IProtocol protocol) =>
        [.. Stability.Curve(table, protocol, redraws: CurveRedraws).Where(c => c.Redraws > 0 && c.Protocol.Shots <= c.Pool)];

    /// <summary>Who chose and who judged: with the answers, all that it takes to make the decisions again.</summary>
    private static ReportFacts Draws(IReadOnlyList<Decision> decisions) => new("Samples of each decision",
    [
        .. from d in decisions
           where d.Verdict != Verdict.Skipped
           from set in d.Rounds.Select((r, i) => (Name: $"probe set {i + 1}", r.Samples)).Append((Name: "evaluation set", Samples: d.Evaluation))
           select new ReportFact($"{d.Task}, {set.Name}", string.Join(", ", set.Samples)),
    ]);

    /// <summary>The base model's generated answers and rotated copies, task by task; nothing where there are none.</summary>
    private static IEnumerable<ReportFacts> Answers(IReadOnlyList<ScoredPass> rows)
    {
        var tasks = rows.Where(r => r.Knockout is null).GroupBy(r => r.Task).OrderBy(t => t.Key, StringComparer.Ordinal).ToList();
        if (rows.Any(r => r.Generated is not null))
        {
            yield return new ReportFacts("Generated answers of the base model", [.. tasks.Select(t => (t.Key, Counts: AnswerCounts.Of(t)))
                .Select(t => new ReportFact(t.Key, $"{t.Counts.Generated}, mean score {Numbers.Percent(t.Counts.MeanScore)}, "
                    + $"{t.Counts.Unmatched} unmatched, {t.Counts.CutOff} cut off"))]);
        }

        var circular = tasks.Select(t => (t.Key, Counts: CircularEvaluation.Of(t))).Where(t => t.Counts is not null).ToList();
        if (circular.Count > 0)
        {
            yield return new ReportFacts("Circular evaluation of the base model", [.. circular.Select(t => new ReportFact(t.Key,
                $"{Quantity.Of(t.Counts!.Circular.Samples, "question")}, vanilla {Numbers.Percent(t.Counts.Vanilla.BaseAccuracy)}, "
                + $"circular {Numbers.Percent(t.Counts.Circular.BaseAccuracy)}, {t.Counts.Incomplete} without all rotations"))]);
        }
    }

    private static IReadOnlyList<ReportFacts> Facts(StoredSweep sweep, IProtocol protocol, IReadOnlyList<ScoredPass> rows) =>
    [
        new("Model",
        [
            new("name", sweep.Facts.ModelName),
            new("architecture", sweep.Facts.Architecture),
            new("decoder layers", $"{sweep.Facts.LayerCount}"),
            .. sweep.Facts.VisionLayerCount is { } vision ? [new ReportFact("layers of the vision encoder", $"{vision}")] : Array.Empty<ReportFact>(),
            new("quantisation", sweep.Facts.Quantization),
            new("SHA-256 of the model file", sweep.Key.ModelFingerprint),
            new("SHA-256 of the mmproj file", sweep.Key.MmprojFingerprint ?? "none"),
        ]),
        new("Data set", [new("name", sweep.Facts.DataSetName), new("SHA-256 of the file", sweep.Key.DataSetFingerprint)]),
        new("Run",
        [
            new("sweep", sweep.Id),
            new("begun", sweep.Facts.Created.ToString("u", CultureInfo.InvariantCulture)),
            new("engine", sweep.Key.Engine),
            new("intervention", sweep.Tried),
            new("scoring", sweep.Key.Scoring),
            new("prompt", $"{sweep.Facts.PromptDescription} ({sweep.Key.PromptFingerprint[..16]})"),
            new("chat template", sweep.Key.ChatTemplateFingerprint?[..16] ?? "none"),
            new("results", $"{rows.Count}"),
            new("protocol", protocol.Description),
            new("TaLo", ProgramVersion.Text),
        ]),
    ];
}
