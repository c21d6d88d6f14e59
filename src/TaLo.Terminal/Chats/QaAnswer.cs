using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using TaLo.Chats;
using TaLo.Models;

namespace TaLo.Terminal.Chats;

/// <summary>A question and its answer, or both sides' answers, as <c>talo qa</c> writes them in JSON.</summary>
/// <param name="Id">The question's id in its file, or null.</param>
/// <param name="Question">The question's text.</param>
/// <param name="Answer">The answer; null in a comparison.</param>
/// <param name="Base">In a comparison: the base model's answer.</param>
/// <param name="Bypassed">In a comparison: the answer with the bypass.</param>
/// <param name="Bypass">What was bypassed, and who says so.</param>
/// <param name="Settings">Everything else that the answer depends on.</param>
/// <param name="Key">Equal for the same question, images, bypass and settings.</param>
internal sealed record QaAnswer(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Id,
    string Question,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] ChatAnswer? Answer,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] ChatAnswer? Base,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] ChatAnswer? Bypassed,
    QaBypass Bypass,
    QaSettings Settings,
    string Key)
{
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
