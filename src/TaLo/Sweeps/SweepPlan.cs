using TaLo.Models;
using TaLo.Scoring;
using TaLo.Tasks;
using TaLo.Tasks.Readers;

namespace TaLo.Sweeps;

/// <summary>What a sweep is to do.</summary>
/// <param name="Tasks">The tasks with their samples.</param>
/// <param name="Knockouts">The knockouts that each sample is answered under, after the base model; none twice.</param>
/// <param name="Prompt">How a sample becomes a prompt.</param>
public sealed record SweepPlan(
    IReadOnlyList<TaskSamples> Tasks,
    IReadOnlyList<Knockout> Knockouts,
    PromptTemplate Prompt)
{
    /// <summary>What a knockout does to its layer.</summary>
    public const string Intervention = "zero";

    /// <summary>How answers are scored.</summary>
    public ScoringMethod Scoring { get; init; } = ScoringMethod.Letter;

    /// <summary>Where the model file is, for people; null where it does not matter.</summary>
    public string? ModelPath { get; init; }

    /// <summary>Where the mmproj file is, for people.</summary>
    public string? MmprojPath { get; init; }

    /// <summary>Where the data set file is, for people.</summary>
    public string? DataSetPath { get; init; }

    /// <summary>The samples in the order in which they are asked: one of each task in turn, so that all tasks are known equally well at any time.</summary>
    public IEnumerable<SampleRef> SamplesInTurn => Enumerable.Range(0, Tasks.Select(t => t.Samples.Count).DefaultIfEmpty(0).Max())
        .SelectMany(turn => Tasks.Where(t => turn < t.Samples.Count).Select(t => t.Samples[turn]));

    /// <summary>How the data set is read; null for as it says itself.</summary>
    public DataSetOptions? DataOptions { get; init; }

    /// <summary>One knockout for each layer and module: module after module, each by layer.</summary>
    public static IReadOnlyList<Knockout> EachOf(IEnumerable<int> layers, params IEnumerable<Module> modules) =>
        [.. modules.Distinct().Order().SelectMany(m => layers.Distinct().Order().Select(l => new Knockout(l, m)))];

    /// <summary>The sweep that this plan's passes belong to.</summary>
    /// <param name="model">The model that answers.</param>
    /// <param name="dataSet">The data set that the samples are from.</param>
    /// <param name="created">The time to be noted where the sweep is new.</param>
    public StoredSweep SweepOf(IVisionLanguageModel model, IDataSet dataSet, DateTimeOffset created)
    {
        var facts = model.Facts;
        var key = new SweepKey(
            facts.ModelFingerprint, facts.MmprojFingerprint, dataSet.Fingerprint, Prompt.Fingerprint,
            SweepKey.Fingerprint(model.ChatTemplate), Scoring.Name, facts.Engine, Intervention);
        return new StoredSweep(key, new SweepFacts(
            facts.Name, facts.Architecture, facts.LayerCount, facts.Quantization, dataSet.Name, Prompt.Name, created,
            ModelPath, MmprojPath, DataSetPath, DataOptions));
    }
}
