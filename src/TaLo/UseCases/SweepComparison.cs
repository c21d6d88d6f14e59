using TaLo.Models;
using TaLo.Scoring;
using TaLo.Statistics;
using TaLo.Storage;
using TaLo.Sweeps;
using TaLo.Vectors;

namespace TaLo.UseCases;

/// <summary>How stored sweeps are compared.</summary>
public sealed record CompareRequest
{
    /// <summary>Only this task; null for all.</summary>
    public string? Task { get; init; }

    /// <summary>Only this module's vectors; null for all.</summary>
    public Module? Module { get; init; }

    /// <summary>How options that were scored as texts are compared.</summary>
    public ChoiceReading Reading { get; init; } = ChoiceReading.Sum;

    /// <summary>Whether models with different numbers of layers are compared by <see cref="RelativeDepth"/>.</summary>
    public bool ByDepth { get; init; }

    /// <summary>
    /// Whether samples of one task and index are the same even where another question is asked about another picture, as long as options and
    /// right answer are: the same with a picture and with words, with a hint and without.
    /// </summary>
    public bool ByIndex { get; init; }

    /// <summary>How often the samples are halved to say what is noise; 0 for not.</summary>
    public int Splits { get; init; } = HalvesAgreement.DefaultSplits;

    /// <summary>Chooses the halves.</summary>
    public long Seed { get; init; }
}

/// <summary>Stored sweeps side by side: each against the first, over the samples that both asked.</summary>
/// <param name="Sweeps">The sweeps; the first is the one that the others are compared with.</param>
/// <param name="Differences">What their keys differ in.</param>
/// <param name="Pairs">The first against each other one, in their order.</param>
public sealed record SweepComparison(IReadOnlyList<StoredSweep> Sweeps, IReadOnlyList<KeyDifference> Differences, IReadOnlyList<SweepPair> Pairs)
{
    /// <summary>Compares.</summary>
    /// <param name="store">Where the sweeps are.</param>
    /// <param name="sweeps">At least two, none twice.</param>
    /// <param name="request">How.</param>
    /// <param name="note">Told what is not known.</param>
    /// <exception cref="SelectionException">Fewer than two, one twice, or no pair has a sample in common.</exception>
    /// <exception cref="OutcomeException">A pass has not what the reading needs.</exception>
    public static SweepComparison Of(ResultStore store, IReadOnlyList<StoredSweep> sweeps, CompareRequest request, Action<string> note)
    {
        ArgumentNullException.ThrowIfNull(sweeps);
        ArgumentNullException.ThrowIfNull(request);
        if (sweeps.Count < 2)
            throw new SelectionException("one sweep is compared with nothing: name two or more (`talo show` lists them)");
        if (sweeps.GroupBy(s => s.Id).FirstOrDefault(g => g.Count() > 1)?.First() is { } twice)
            throw new SelectionException($"sweep {twice.ShortId} is named twice: it is what it is");

        if (request.Task is { } task && sweeps.FirstOrDefault(s => !store.Passes(s.Id).Any(p => p.Task == task)) is { } without)
            throw new SelectionException($"sweep {without.ShortId} has no task '{task}': `talo show {without.ShortId}` lists them");

        var passes = sweeps.Select(s => ClusterLinks.Passes(store, s, note, task: request.Task).Select(p => p.Read(request.Reading)).ToList()).ToList();
        var pairs = Enumerable.Range(1, sweeps.Count - 1)
            .Select(i => SweepPair.Of((sweeps[0], passes[0]), (sweeps[i], passes[i]), request, note)).ToList();
        if (pairs.TrueForAll(p => p.All.Samples == 0))
            throw new SelectionException($"{string.Join(" and ", sweeps.Select(s => s.ShortId))} have no sample in common"
                + $"{(request.Task is null ? "" : $" in task '{request.Task}'")}: a sample is the same where task, index and {(request.ByIndex ? "options are" : "question are (--by-index: where task, index and options are)")}");
        return new SweepComparison(sweeps, KeyDifference.Of(sweeps), Corrected(pairs));
    }

    /// <summary>Every task of every pair is one more test.</summary>
    private static IReadOnlyList<SweepPair> Corrected(IReadOnlyList<SweepPair> pairs)
    {
        var holm = new Queue<double>(MultipleTesting.Holm([.. pairs.SelectMany(p => p.Tested).Select(t => t.Base.PValue)]));
        return [.. pairs.Select(p => p with { Tasks = [.. p.Tasks.Select(t => t.Base.Samples > 0 ? t with { HolmPValue = holm.Dequeue() } : t)] })];
    }
}

/// <summary>One thing that results depend on and that some sweeps differ in.</summary>
/// <param name="What">What it is: <c>model</c>, <c>prompt</c>, …</param>
/// <param name="Values">Each sweep's, in their order.</param>
public sealed record KeyDifference(string What, IReadOnlyList<string> Values)
{
    /// <summary>What the keys of some sweeps differ in; names as people know them, with the beginning of the fingerprint.</summary>
    internal static IReadOnlyList<KeyDifference> Of(IReadOnlyList<StoredSweep> sweeps)
    {
        (string What, Func<StoredSweep, string?> Key, Func<StoredSweep, string> Shown)[] parts =
        [
            ("model", s => s.Key.ModelFingerprint, s => $"{s.Facts.ModelName} ({s.Facts.Quantization}), {Quantity.Of(s.Facts.LayerCount, "layer")}, {Short(s.Key.ModelFingerprint)}"),
            ("mmproj", s => s.Key.MmprojFingerprint, s => Short(s.Key.MmprojFingerprint)),
            ("data", s => s.Key.DataSetFingerprint, s => $"{s.Facts.DataSetName}{(s.Facts.DataOptions?.ToString() is { Length: > 0 } options ? $" {options}" : "")}, {Short(s.Key.DataSetFingerprint)}"),
            ("prompt", s => s.Key.PromptFingerprint, s => $"{s.Facts.PromptDescription}, {Short(s.Key.PromptFingerprint)}"),
            ("chat template", s => s.Key.ChatTemplateFingerprint, s => Short(s.Key.ChatTemplateFingerprint)),
            ("scoring", s => s.Key.Scoring, s => s.Key.Scoring),
            ("engine", s => s.Key.Engine, s => s.Key.Engine),
            ("intervention", s => s.Tried, s => s.Tried),
        ];
        return [.. parts.Where(p => sweeps.Select(p.Key).Distinct().Count() > 1).Select(p => new KeyDifference(p.What, [.. sweeps.Select(p.Shown)]))];
    }

    private static string Short(string? fingerprint) => fingerprint?[..Math.Min(12, fingerprint.Length)] ?? "none";
}

/// <summary>Two sweeps over the samples that both asked.</summary>
/// <param name="First">The one.</param>
/// <param name="Second">The other.</param>
/// <param name="Tasks">Each task that either has, by name.</param>
/// <param name="All">The base models over all common samples.</param>
/// <param name="AllVectors">The vectors of each module over all common samples, however many a task has; none where a single task has any.</param>
public sealed record SweepPair(
    StoredSweep First, StoredSweep Second, IReadOnlyList<TaskComparison> Tasks, PairedComparison All, IReadOnlyList<VectorComparison> AllVectors)
{
    /// <summary>What stands for the task where all samples are taken together.</summary>
    public const string AllSamples = "all samples";

    /// <summary>The tasks with samples in common.</summary>
    public IEnumerable<TaskComparison> Tested => Tasks.Where(t => t.Base.Samples > 0);

    internal static SweepPair Of(
        (StoredSweep Sweep, IReadOnlyList<ScoredPass> Passes) first, (StoredSweep Sweep, IReadOnlyList<ScoredPass> Passes) second,
        CompareRequest request, Action<string> note)
    {
        using var same = CommonSamples.Of(first.Sweep, second.Sweep, request.ByIndex, note);
        var (a, b) = (first.Passes.ToLookup(p => p.Task), second.Passes.ToLookup(p => p.Task));
        var all = new List<(string Cluster, bool Base, bool Adapted)>();
        var (allFirst, allSecond) = (new List<ScoredPass>(), new List<ScoredPass>());
        var tasks = new List<TaskComparison>();
        foreach (var task in a.Concat(b).Select(g => g.Key).Distinct().Order(StringComparer.Ordinal))
        {
            var (own, others) = (Bases(a[task]), Bases(b[task]));
            var shared = own.Keys.Where(others.ContainsKey).ToList();
            var common = shared.Where(i => same.AreSame(own[i], others[i])).ToHashSet();
            List<(string Cluster, bool Base, bool Adapted)> pairs =
                [.. common.Select(i => (own[i].Cluster ?? others[i].Cluster ?? Within(task, i), own[i].Correct, others[i].Correct))];
            all.AddRange(pairs);
            var (ofFirst, ofSecond) = (Over(a[task], common, others), Over(b[task], common, own));
            tasks.Add(new TaskComparison(
                task, PairedComparison.Of(pairs), own.Count - shared.Count, others.Count - shared.Count, shared.Count - common.Count,
                [.. Vectors((first.Sweep, ofFirst), (second.Sweep, ofSecond), request)]));
            allFirst.AddRange(ofFirst.Select(AsOneTask));
            allSecond.AddRange(ofSecond.Select(AsOneTask));
        }

        var areSeveral = tasks.Count(t => t.Vectors.Count > 0) > 1;
        return new SweepPair(
            first.Sweep, second.Sweep, tasks, PairedComparison.Of(all), areSeveral ? [.. Vectors((first.Sweep, allFirst), (second.Sweep, allSecond), request)] : []);
    }

    private static string Within(string task, string index) => $"{task}\t{index}";

    /// <summary>Clusters keep their names: an image of one task may be asked about in another.</summary>
    private static ScoredPass AsOneTask(ScoredPass pass) => pass with { Task = AllSamples, TaskGroup = null, Index = Within(pass.Task, pass.Index), Circle = null };

    private static Dictionary<string, ScoredPass> Bases(IEnumerable<ScoredPass> passes) =>
        passes.Where(p => p.Knockout is null).ToDictionary(p => p.Index);

    /// <summary>A sweep's passes over the common samples; what belongs together, the other one may know.</summary>
    private static List<ScoredPass> Over(IEnumerable<ScoredPass> passes, HashSet<string> samples, Dictionary<string, ScoredPass> others) =>
        [.. passes.Where(p => samples.Contains(p.Index)).Select(p => p.Cluster is null ? p with { Cluster = others[p.Index].Cluster } : p)];

    private static IEnumerable<VectorComparison> Vectors(
        (StoredSweep Sweep, List<ScoredPass> Passes) first, (StoredSweep Sweep, List<ScoredPass> Passes) second, CompareRequest request)
    {
        // Layers may have been tried on fewer samples than the base model was asked: on some that the other sweep's were not.
        var (ofFirst, ofSecond) = (Counted(first, []), Counted(second, []));
        var common = ofFirst.Keys.Where(ofSecond.ContainsKey).ToDictionary(k => k, k => ofFirst[k].Indices.Intersect(ofSecond[k].Indices).ToHashSet());
        if (common.Any(c => c.Value.Count < Math.Max(ofFirst[c.Key].Indices.Count, ofSecond[c.Key].Indices.Count)))
            (ofFirst, ofSecond) = (Counted(first, common), Counted(second, common));
        return common
            .Where(c => c.Value.Count > 0 && (request.Module is null || c.Key.Module == request.Module))
            .Select(c => VectorComparison.Of(ofFirst[c.Key], ofSecond[c.Key], (first.Passes, second.Passes), request.ByDepth, request.Splits, request.Seed));
    }

    /// <summary>The vectors of one task of a sweep by what was swept; where samples are given for that, over these.</summary>
    private static Dictionary<(Module Module, int Length), TaskVector> Counted(
        (StoredSweep Sweep, List<ScoredPass> Passes) of, Dictionary<(Module Module, int Length), HashSet<string>> over) =>
        TaskVectors.From(of.Passes, of.Sweep.Facts.Layers, kind => over.GetValueOrDefault((kind.Module, kind.Length)))
            .ToDictionary(v => (v.Kind.Module, v.Kind.Length));
}

/// <summary>Two sweeps on one task.</summary>
/// <param name="Task">The task.</param>
/// <param name="Base">The base models over the common samples: the first sweep's, and what the second's fixes and breaks of it.</param>
/// <param name="OnlyFirst">Samples that the first sweep alone has.</param>
/// <param name="OnlySecond">Samples that the second alone has.</param>
/// <param name="OtherQuestion">Samples of one index whose question is not the same, or not known to be.</param>
/// <param name="Vectors">The vectors of each module that both swept, over the common samples.</param>
public sealed record TaskComparison(
    string Task, PairedComparison Base, int OnlyFirst, int OnlySecond, int OtherQuestion, IReadOnlyList<VectorComparison> Vectors)
{
    /// <summary>The exact p-value after Holm's correction for every task of every pair that was compared; NaN without samples.</summary>
    public double HolmPValue { get; init; } = double.NaN;
}
