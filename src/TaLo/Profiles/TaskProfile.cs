using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;
using TaLo.Models;
using TaLo.Selection;
using TaLo.Selection.Protocols;
using TaLo.Selection.Sets;
using TaLo.Statistics;
using TaLo.Sweeps;
using TaLo.Tasks;

namespace TaLo.Profiles;

/// <summary>
/// A decision kept for use: which layer is bypassed when a model works on a task, or none, and on what evidence.
/// A new decision by the same protocol among the same interventions for the same model, data set and task takes the old one's place.
/// </summary>
/// <param name="Model">The model the decision was made for.</param>
/// <param name="DataSetName">The data set's name.</param>
/// <param name="DataSetFingerprint">SHA-256 of the data set file, or null where it is not known.</param>
/// <param name="Task">The task.</param>
/// <param name="Knockout">What is bypassed, or null for the base model; of a set of layers, see <see cref="Set"/>, what was chosen first.</param>
/// <param name="Protocol">The protocol's name.</param>
/// <param name="Options">The protocol's options in words, seed included.</param>
/// <param name="Reason">Why, in one line.</param>
/// <param name="Probe">The choice on the samples that chose it, or null without one.</param>
/// <param name="AdjustedPValue">Its p-value for having tried every candidate; of a set, the largest of its steps'. Null where the protocol has none.</param>
/// <param name="HeldOut">The choice on samples that did not choose it, or null.</param>
/// <param name="ProbePool">Indices of the samples that may have chosen, of other tasks too where tasks decide together: an evaluation leaves them out.</param>
/// <param name="Created">When it was decided.</param>
/// <param name="Questions">How the task is asked, to be matched with other questions; null where it is not known.</param>
/// <param name="Draws">Seed, version and samples to make the decision again; null in a profile made before they were kept.</param>
/// <param name="Intervention">What was tried on the layers, see <see cref="KnockoutKind.Sweep"/>, or the module of the vision encoder; null for <c>zero</c>.</param>
/// <param name="Steps">How a set of layers was looked for, step by step; null where one layer was.</param>
public sealed record TaskProfile(
    ProfileModel Model,
    string DataSetName,
    string? DataSetFingerprint,
    string Task,
    Knockout? Knockout,
    string Protocol,
    string Options,
    string Reason,
    PairedComparison? Probe,
    double? AdjustedPValue,
    PairedComparison? HeldOut,
    IReadOnlyList<string> ProbePool,
    DateTimeOffset Created,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] TaskQuestions? Questions = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DecisionDraws? Draws = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Intervention = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<ProfileStep>? Steps = null)
{
    /// <summary>The profile's id, 12 characters of lower-case hex.</summary>
    [JsonIgnore]
    public string Id => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n',
        (IEnumerable<string?>)[Model.Fingerprint, Model.MmprojFingerprint, DataSetFingerprint, Task, Protocol, .. Intervention is null ? [] : new[] { Intervention }]))))[..12];

    /// <summary>What is bypassed, in words.</summary>
    [JsonIgnore]
    public string Choice => Set.ToString();

    /// <summary>All that is bypassed together, in the order in which it was chosen.</summary>
    [JsonIgnore]
    public KnockoutSet Set => Steps is { } steps ? new(steps.Where(s => s.IsKept).Select(s => s.Knockout!.Value)) : Knockout is { } one ? one : KnockoutSet.None;

    /// <summary>Whether its protocol tested the evidence; <c>paper</c> takes the best gain untested.</summary>
    [JsonIgnore]
    public bool IsTested => Protocol is RobustProtocol.KeptAs or PooledProtocol.KeptAs;

    /// <summary>Of profiles that compete for a task: a tested one before any untested one, then the latest; null for none.</summary>
    public static TaskProfile? Preferred(IEnumerable<TaskProfile> profiles) => profiles.OrderBy(p => p.IsTested).ThenBy(p => p.Created).LastOrDefault();

    /// <summary>The profile of a decision.</summary>
    /// <param name="decision">The decision.</param>
    /// <param name="sweep">The sweep it rests on.</param>
    /// <param name="options">The protocol's options in words.</param>
    /// <param name="created">When it was decided.</param>
    /// <param name="data">The sweep's data set, for the questions of the samples that may have chosen; null where it is not at hand.</param>
    public static TaskProfile From(Decision decision, StoredSweep sweep, string options, DateTimeOffset created, IDataSet? data)
    {
        var evidence = decision.ChosenEvidence;
        return new TaskProfile(
            new ProfileModel(
                sweep.Facts.ModelName, sweep.Facts.Quantization, sweep.Facts.LayerCount,
                sweep.Key.ModelFingerprint, sweep.Key.MmprojFingerprint)
            { VisionLayerCount = sweep.Facts.VisionLayerCount },
            sweep.Facts.DataSetName, sweep.Key.DataSetFingerprint, decision.Task, decision.Chosen,
            decision.Protocol.Name, options, decision.Reason,
            evidence?.Counts, evidence?.KnownAdjustedPValue,
            decision.HeldOut?.Counts, [.. decision.Pool, .. decision.Finders], created,
            data is null ? null : TaskQuestions.From(data, decision.Pool), DecisionDraws.Of(decision),
            decision.Protocol.Module is { } module && module.IsOfVision() ? module.Name()
                : sweep.Key.Intervention == KnockoutKind.Zero(Module.Attention).Sweep ? null : sweep.Key.Intervention);
    }

    /// <summary>The same profile with the set that was looked for after its decision.</summary>
    public TaskProfile With(SetPath path)
    {
        ArgumentNullException.ThrowIfNull(path);
        List<ProfileStep> steps = [.. path.Steps.Select(ProfileStep.Of)];
        return this with
        {
            Probe = path.Probe ?? Probe,
            AdjustedPValue = steps.Where(s => s.IsKept).Max(s => s.AdjustedPValue),
            HeldOut = path.HeldOut ?? HeldOut,
            Reason = path.Why,
            Steps = steps,
        };
    }

    /// <summary>Whether it was made for a model: the same model file and mmproj file, or, where text alone was asked, any mmproj file beside it.</summary>
    public bool IsFor(ModelFacts facts) =>
        facts.ModelFingerprint == Model.Fingerprint && (Model.MmprojFingerprint is null || facts.MmprojFingerprint == Model.MmprojFingerprint);

    /// <summary>Whether what it bypasses was chosen among what a sweep tried on the layers: same model, data set and intervention, nothing in force before.</summary>
    public bool IsOf(StoredSweep sweep)
    {
        ArgumentNullException.ThrowIfNull(sweep);
        return sweep.Key.ModelFingerprint == Model.Fingerprint && sweep.Key.MmprojFingerprint == Model.MmprojFingerprint
            && sweep.Key.DataSetFingerprint == DataSetFingerprint && sweep.Key.Intervention == Knockout?.Kind.Sweep && sweep.Key.InForce is null;
    }

    /// <summary>The clusters of the samples that may have chosen: what belongs together with such a sample may not judge either.</summary>
    /// <param name="data">The data set that the profile was made on.</param>
    public IReadOnlySet<string> ClustersThatChose(IDataSet data)
    {
        ArgumentNullException.ThrowIfNull(data);
        var chose = ProbePool.ToHashSet();
        return data.Samples.Where(s => chose.Contains(s.Index)).Select(s => s.OwnCluster).ToHashSet();
    }

    /// <summary>Makes sure that the profile is for a model.</summary>
    /// <param name="facts">The model it is to be applied to.</param>
    /// <param name="force">Apply it to another file or quantisation all the same.</param>
    /// <exception cref="ProfileException">It is for another model file, or names a layer the model does not have.</exception>
    public void EnsureFits(ModelFacts facts, bool force)
    {
        if (!force && !IsFor(facts) && facts.ModelFingerprint == Model.Fingerprint)
        {
            throw new ProfileException($"profile {Id} ({Task}) was made for {Model.Name} with {Mmproj(Model.MmprojFingerprint)}, not with {Mmproj(facts.MmprojFingerprint)}: "
                + "--mmproj names the file, --force applies it all the same");
        }
        if (!force && !IsFor(facts))
            throw new ProfileException($"profile {Id} ({Task}) was made for {Model.Name} ({Model.Quantization}, file {Model.Fingerprint[..8]}), "
                + $"not for {facts.Name} ({facts.Quantization}, file {facts.ModelFingerprint[..8]}): a layer's effect does not carry over; --force applies it");
        foreach (var k in Set.Knockouts)
        {
            if (facts.WhyNot(k) is { } why)
                throw new ProfileException($"profile {Id} ({Task}) bypasses {k}, but {why}");
        }
    }

    private static string Mmproj(string? fingerprint) => fingerprint is null ? "no mmproj file" : $"the mmproj file {fingerprint[..8]}";
}

/// <summary>The model that a profile was made for.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Quantization">llama.cpp's name of the file type.</param>
/// <param name="LayerCount">Decoder layers, L.</param>
/// <param name="Fingerprint">SHA-256 of the model file.</param>
/// <param name="MmprojFingerprint">SHA-256 of the mmproj file, or null.</param>
public sealed record ProfileModel(
    string Name, string Quantization, int LayerCount, string Fingerprint, string? MmprojFingerprint)
{
    /// <summary>Layers that its vision encoder runs; null where they were not counted.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? VisionLayerCount { get; init; }

    /// <summary>The model's layers.</summary>
    [JsonIgnore]
    public LayerCounts Layers => new(LayerCount, VisionLayerCount);
}
