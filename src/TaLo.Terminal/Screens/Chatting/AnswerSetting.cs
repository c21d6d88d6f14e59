using System.Globalization;
using TaLo.Models;

namespace TaLo.Terminal.Screens.Chatting;

/// <summary>A setting of how answers are chosen, as it is shown and typed.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Hint">What it does and what may be typed.</param>
/// <param name="Show">Its value, as it is typed.</param>
/// <param name="Read">Reads what was typed; null where it is none.</param>
internal sealed record AnswerSetting(string Name, string Hint, Func<SamplingOptions, string> Show, Func<SamplingOptions, string, SamplingOptions?> Read)
{
    /// <summary>All of them, in the order in which they apply.</summary>
    public static IReadOnlyList<AnswerSetting> All { get; } =
    [
        Real("temperature", "0 takes the likeliest token; ^X does unless this is set", o => o.Temperature, (o, v) => v >= 0 ? o with { Temperature = v } : null),
        Whole("top-k", "only the k most likely tokens; 0 for all", o => o.TopK, (o, v) => o with { TopK = v }),
        Real("top-p", "only the likeliest tokens up to this probability; 1 for all", o => o.TopP, (o, v) => v is > 0 and <= 1 ? o with { TopP = v } : null),
        Real("min-p", "only tokens with this share of the best one's; 0 for all", o => o.MinP, (o, v) => v is >= 0 and <= 1 ? o with { MinP = v } : null),
        Real("repeat penalty", "divides logits of recent tokens; 1 for none", o => o.RepeatPenalty, (o, v) => v > 0 ? o with { RepeatPenalty = v } : null),
        new("seed", "a number repeats an answer; empty: another one each time", o => o.Seed?.ToString(CultureInfo.InvariantCulture) ?? "", ReadSeed),
        Whole("max tokens", "of an answer; 0 for as many as fit", o => o.MaxTokens, (o, v) => o with { MaxTokens = v }),
    ];

    private static AnswerSetting Real(string name, string hint, Func<SamplingOptions, float> get, Func<SamplingOptions, float, SamplingOptions?> set) => new(
        name, hint, o => get(o).ToString(CultureInfo.InvariantCulture),
        (o, text) => float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && float.IsFinite(value) ? set(o, value) : null);

    private static AnswerSetting Whole(string name, string hint, Func<SamplingOptions, int> get, Func<SamplingOptions, int, SamplingOptions> set) => new(
        name, hint, o => get(o).ToString(CultureInfo.InvariantCulture),
        (o, text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? set(o, value) : null);

    private static SamplingOptions? ReadSeed(SamplingOptions options, string text) => text.Length == 0
        ? options with { Seed = null }
        : uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seed) ? options with { Seed = seed } : null;
}
