using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using TaLo.Chats;
using TaLo.Models;

namespace TaLo.UseCases;

/// <summary>A question and its answer, or both sides' answers, as <c>talo qa</c> writes them in JSON.</summary>
/// <param name="Id">The question's id in its file, or null.</param>
/// <param name="Question">The question's text.</param>
/// <param name="Answer">The answer; null in a comparison.</param>
/// <param name="Base">In a comparison: the base model's answer.</param>
/// <param name="Bypassed">In a comparison: the answer with the bypass.</param>
/// <param name="Bypass">What was bypassed, and who says so.</param>
/// <param name="Settings">Everything else that the answer depends on.</param>
/// <param name="Key">Equal for the same question, images, bypass and settings.</param>
public sealed record QaAnswer(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Id,
    string Question,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] ChatAnswer? Answer,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] ChatAnswer? Base,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] ChatAnswer? Bypassed,
    QaBypass Bypass,
    QaSettings Settings,
    string Key)
{
    /// <summary>The right answer, where the file of questions knows it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? RightAnswer { get; init; }

    /// <summary>Who gave it, where it is known.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public QaCorrect? Correct { get; init; }

    /// <summary>In a comparison: whether both sides said the same.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? Agree { get; init; }

    /// <summary>The key of an answer that is still to come.</summary>
    public static string KeyOf(string question, IReadOnlyList<ReadOnlyMemory<byte>> images, Bypass bypass, QaSettings settings)
    {
        var parts = new
        {
            question,
            Images = images.Select(i => Convert.ToHexStringLower(SHA256.HashData(i.Span))),
            bypass.Knockouts,
            settings,
        };
        return Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(parts, JsonFormats.Output)))[..16];
    }
}

/// <summary>Which answers to a question are right.</summary>
/// <param name="Answer">The answer; null in a comparison.</param>
/// <param name="Base">In a comparison: the base model's.</param>
/// <param name="Bypassed">In a comparison: the one with the bypass.</param>
public sealed record QaCorrect(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] bool? Answer,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] bool? Base,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] bool? Bypassed)
{
    /// <summary>Judges texts; those that are not there are not judged.</summary>
    public static QaCorrect Of(KnownAnswer known, AnswerTexts texts)
    {
        return new QaCorrect(Judge(texts.Answer), Judge(texts.Base), Judge(texts.Bypassed));

        bool? Judge(string? text) => text is null ? null : known.IsRight(text);
    }
}

/// <summary>A bypass as <c>talo qa</c> writes it in JSON.</summary>
/// <param name="What">In words.</param>
/// <param name="Knockouts">What is bypassed.</param>
/// <param name="Source">Who says so; empty for nobody.</param>
/// <param name="Profile">The profile's id, or null.</param>
/// <param name="Task">The profile's task, or null.</param>
/// <param name="Protocol">The protocol that the profile was decided by, or null.</param>
public sealed record QaBypass(string What, IReadOnlyList<Knockout> Knockouts, string Source, string? Profile, string? Task, string? Protocol)
{
    /// <summary>Of a chat's bypass.</summary>
    public static QaBypass Of(Bypass bypass) =>
        new(bypass.What, bypass.Knockouts, bypass.Source, bypass.Profile?.Id, bypass.Profile?.Task, bypass.Profile?.Protocol);
}

/// <summary>What an answer depends on besides question and bypass.</summary>
/// <param name="Model">The model's name.</param>
/// <param name="Quantization">llama.cpp's name of the file type.</param>
/// <param name="ModelFingerprint">SHA-256 of the model file.</param>
/// <param name="MmprojFingerprint">SHA-256 of the mmproj file, or null.</param>
/// <param name="Engine">Engine, version and device.</param>
/// <param name="System">The system message, or null.</param>
/// <param name="Options">How it was generated.</param>
/// <param name="Compare">Whether both sides answered.</param>
public sealed record QaSettings(
    string Model, string Quantization, string ModelFingerprint, string? MmprojFingerprint, string Engine,
    string? System, SamplingOptions Options, bool Compare)
{
    /// <summary>Of a request.</summary>
    public static QaSettings Of(QaRequest request, ModelFacts facts) => new(
        facts.Name, facts.Quantization, facts.ModelFingerprint, facts.MmprojFingerprint, facts.Engine,
        request.System, request.Options, request.Compare);
}
