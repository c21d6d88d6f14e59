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
    /// <summary>What the sweep is of where a plan names no knockout.</summary>
    public KnockoutKind Kind { get; init; } = Module.Attention;

    /// <summary>What is done to the layers, as the sweep's key says it: <c>zero</c>, <c>repeat x3</c>, <c>uniform answer</c>.</summary>
    public string Intervention => (Knockouts.Count > 0 ? Knockouts[0].Kind : Kind).Sweep;

    /// <summary>Where it is in force: base passes are read in the same pieces as those they are compared with.</summary>
    public Scope Scope => (Knockouts.Count > 0 ? Knockouts[0].Kind : Kind).Scope;

    /// <summary>What is in force in every pass, the base pass included: what layers are added to, one after another. Of the knockouts' scope.</summary>
    public KnockoutSet InForce { get; init; } = KnockoutSet.None;

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

    /// <summary>The prompt that a sample is asked with.</summary>
    public PromptTemplate PromptFor(VqaSample sample)
    {
        ArgumentNullException.ThrowIfNull(sample);
        return Scoring.IsGenerated ? GenerationPrompts.For(Prompt, sample.Kind) : Prompt;
    }

    /// <summary>Reads a sample to be scored; open questions can be where answers are generated.</summary>
    /// <exception cref="SampleException">The row cannot be used; the message says which row and why.</exception>
    public VqaSample Load(IDataSet dataSet, SampleRef sample)
    {
        ArgumentNullException.ThrowIfNull(dataSet);
        return Scoring.IsGenerated ? dataSet.LoadAnswered(sample) : dataSet.Load(sample);
    }

    /// <summary>One knockout for each layer and kind: kind after kind, each by layer.</summary>
    public static IReadOnlyList<Knockout> EachOf(IEnumerable<int> layers, params IEnumerable<KnockoutKind> kinds) =>
        [.. kinds.Distinct().Order().SelectMany(kind => layers.Distinct().Order().Select(l => new Knockout(l, kind)))];

    /// <summary>One knockout for each kind and each layer that it can be asked of: kind after kind, each by layer.</summary>
    /// <param name="layers">Which layers of the decoder, or of the vision encoder where a kind is of that, as <see cref="LayerSelection"/> reads them.</param>
    /// <param name="kinds">What is done to each.</param>
    /// <param name="counts">The model's layers.</param>
    /// <exception cref="SelectionException">The text names a layer that does not exist.</exception>
    public static IReadOnlyList<Knockout> EachOf(string layers, IEnumerable<KnockoutKind> kinds, LayerCounts counts) =>
        [.. kinds.SelectMany(kind => EachOf(LayerSelection.Parse(layers, counts.Of(kind.Module), kind.Module.IsOfVision() ? "the vision encoder" : "the model"), kind)).Where(k => k.IsPossible(counts)).Distinct().Order()];

    /// <summary>The sweep that this plan's passes belong to.</summary>
    /// <param name="model">The model that answers.</param>
    /// <param name="dataSet">The data set that the samples are from.</param>
    /// <param name="created">The time to be noted where the sweep is new.</param>
    public StoredSweep SweepOf(IVisionLanguageModel model, IDataSet dataSet, DateTimeOffset created)
    {
        var facts = model.Facts;
        if (Knockouts.Any(k => k.Kind.Sweep != Intervention))
            throw new InvalidOperationException("One sweep is of one intervention and scope.");
        if (InForce.Knockouts.Any(k => k.Kind.Scope != Scope || Knockouts.Contains(k)))
            throw new InvalidOperationException($"{InForce} is in force: another scope, or a knockout that is in force already.");
        var key = new SweepKey(
            facts.ModelFingerprint, facts.MmprojFingerprint, dataSet.Fingerprint, Prompt.FingerprintOn(dataSet),
            SweepKey.Fingerprint(model.ChatTemplate), Scoring.On(dataSet).Name, facts.Engine, Intervention,
            InForce.IsNone ? null : InForce.ToString());
        return new StoredSweep(key, new SweepFacts(
            facts.Name, facts.Architecture, facts.LayerCount, facts.Quantization, dataSet.Name, Prompt.Name, created,
            ModelPath, MmprojPath, DataSetPath, DataOptions)
        {
            VisionLayerCount = facts.VisionLayerCount > 0 ? facts.VisionLayerCount : null,
        });
    }
}
