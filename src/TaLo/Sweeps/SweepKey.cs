using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;

namespace TaLo.Sweeps;

/// <summary>
/// Everything that results depend on, except the sample and the knockout. Two runs with equal keys extend one
/// sweep; any difference makes another sweep, so that results are never mixed. Nothing here names a machine, a path or
/// a number of threads: shards of a sweep that run on several machines have one id.
/// </summary>
/// <param name="ModelFingerprint">SHA-256 of the model file.</param>
/// <param name="MmprojFingerprint">SHA-256 of the mmproj file, or null.</param>
/// <param name="DataSetFingerprint">The data set's fingerprint: its files, the images that they name, how it is read.</param>
/// <param name="PromptFingerprint">The prompt template's fingerprint.</param>
/// <param name="ChatTemplateFingerprint">SHA-256 of the model's chat template, or null where it has none.</param>
/// <param name="Scoring">How answers are scored, for example <c>letter</c>.</param>
/// <param name="Engine">Engine, version and kind of device (<c>cpu-avx2</c>, <c>cuda</c>, <c>vulkan</c>), not which one.</param>
/// <param name="Intervention">What is done to the layers, and where: <c>zero</c>, <c>repeat x3</c>, <c>uniform answer</c>; see <see cref="Models.KnockoutKind.Sweep"/>.</param>
/// <param name="InForce">What is in force in every pass, the base pass included, as <see cref="Models.KnockoutSet"/> writes it; null for nothing.</param>
public sealed record SweepKey(
    string ModelFingerprint,
    string? MmprojFingerprint,
    string DataSetFingerprint,
    string PromptFingerprint,
    string? ChatTemplateFingerprint,
    string Scoring,
    string Engine,
    string Intervention,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? InForce = null)
{
    /// <summary>The sweep's id: SHA-256 over all of the key's values, 64 characters of lower-case hex.</summary>
    [JsonIgnore]
    public string Id => Hash(
    [
        ModelFingerprint, MmprojFingerprint, DataSetFingerprint, PromptFingerprint, ChatTemplateFingerprint,
        Scoring, Engine, Intervention, .. InForce is null ? Array.Empty<string>() : [InForce],
    ]);

    /// <summary>Whether two sweeps ask the same of the same model, on another engine or another kind of device.</summary>
    public bool DiffersInEngineAlone(SweepKey other) => Engine != other.Engine && this with { Engine = other.Engine } == other;

    /// <summary>Whether two sweeps ask the same model the same way, but of other data.</summary>
    public bool DiffersInDataAlone(SweepKey other) =>
        DataSetFingerprint != other.DataSetFingerprint && this with { DataSetFingerprint = other.DataSetFingerprint } == other;

    /// <summary>SHA-256 of a text's UTF-8 bytes, lower-case hex; null for null.</summary>
    public static string? Fingerprint(string? text) =>
        text is null ? null : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    // Each value is written after its length, so that no two different keys make the same text.
    private static string Hash(params string?[] values)
    {
        var text = new StringBuilder("talo sweep 1\n");
        foreach (var value in values)
            text.Append(CultureInfo.InvariantCulture, $"{value?.Length ?? -1}:{value}\n");
        return Fingerprint(text.ToString())!;
    }
}
