using System.Text.Json.Serialization;
using TaLo.Models;
using TaLo.Tasks.Readers;

namespace TaLo.Sweeps;

/// <summary>A sweep as the store knows it.</summary>
/// <param name="Key">What its results depend on.</param>
/// <param name="Facts">What it is, for people.</param>
public sealed record StoredSweep(SweepKey Key, SweepFacts Facts)
{
    /// <summary>The sweep's id, 64 characters of lower-case hex.</summary>
    [JsonIgnore]
    public string Id => Key.Id;

    /// <summary>The id as it is shown: its first 16 characters.</summary>
    [JsonIgnore]
    public string ShortId => Key.Id[..16];

    /// <summary>What is in force in every pass, the base pass included.</summary>
    [JsonIgnore]
    public KnockoutSet InForce => Key.InForce is { } set ? KnockoutSet.Parse(set) : KnockoutSet.None;

    /// <summary>What was tried on the layers, and on top of what: <c>zero</c>, <c>uniform answer</c>, <c>zero with attention 7 in force</c>.</summary>
    [JsonIgnore]
    public string Tried => Key.InForce is { } set ? $"{Key.Intervention} with {set} in force" : Key.Intervention;

    /// <summary>One of the kinds of knockout that the sweep may have.</summary>
    /// <param name="module">Which module, where modules are zeroed.</param>
    /// <param name="length">Which block length, where blocks are repeated.</param>
    /// <exception cref="SelectionException">Its intervention is not known here.</exception>
    public KnockoutKind KindOf(Module module, int length) =>
        KnockoutKind.OfSweep(Key.Intervention, module, 1) is { Intervention: Intervention.Zero } zero ? zero
        : KnockoutKind.OfSweep(Key.Intervention, Module.Attention, 1) is { Intervention: Intervention.Uniform } uniform ? uniform
        : KnockoutKind.OfSweep(Key.Intervention, Module.Layer, length)
            ?? throw new SelectionException($"sweep {ShortId}: its intervention '{Key.Intervention}' is not known to this version");
}

/// <summary>What a sweep is, for people: nothing here decides which sweep a result belongs to.</summary>
/// <param name="ModelName">The model's name.</param>
/// <param name="Architecture">llama.cpp's name of the decoder.</param>
/// <param name="LayerCount">Decoder layers, L.</param>
/// <param name="Quantization">llama.cpp's name of the file type.</param>
/// <param name="DataSetName">The data set's name.</param>
/// <param name="PromptDescription">The prompt template in a few words.</param>
/// <param name="Created">When the sweep was first run.</param>
/// <param name="ModelPath">Where the model file was, or null.</param>
/// <param name="MmprojPath">Where the mmproj file was, or null.</param>
/// <param name="DataSetPath">Where the data set file was, or null.</param>
/// <param name="DataOptions">How the data set was read, where that was asked for; null for as it says itself.</param>
public sealed record SweepFacts(
    string ModelName,
    string Architecture,
    int LayerCount,
    string Quantization,
    string DataSetName,
    string PromptDescription,
    DateTimeOffset Created,
    string? ModelPath = null,
    string? MmprojPath = null,
    string? DataSetPath = null,
    [property: JsonPropertyName("reading")] DataSetOptions? DataOptions = null)
{
    /// <summary>Layers that the vision encoder runs; null without one, and in a sweep that began before they were counted.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? VisionLayerCount { get; init; }

    /// <summary>The model's layers.</summary>
    [JsonIgnore]
    public LayerCounts Layers => new(LayerCount, VisionLayerCount);
}
