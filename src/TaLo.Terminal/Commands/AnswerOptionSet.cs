using System.CommandLine;
using TaLo.Models;

namespace TaLo.Terminal.Commands;

/// <summary>The options that say how an answer is generated.</summary>
/// <param name="temperature">The temperature where none is given.</param>
internal sealed class AnswerOptionSet(float temperature)
{
    private static readonly SamplingOptions Defaults = new();

    private readonly Option<float> temp = new Option<float>("--temp") { Description = "Temperature; 0 takes the most likely token every time.", DefaultValueFactory = _ => temperature, HelpName = "T" }.Within(0, 100);

    private readonly Option<int> topK = new Option<int>("--top-k") { Description = "Consider the K most likely tokens; 0 for all.", DefaultValueFactory = _ => Defaults.TopK, HelpName = "K" }.Within(0, int.MaxValue);

    private readonly Option<float> topP = new Option<float>("--top-p") { Description = "Consider the most likely tokens up to this probability together.", DefaultValueFactory = _ => Defaults.TopP, HelpName = "P" }.Within(0, 1);

    private readonly Option<float> minP = new Option<float>("--min-p") { Description = "Consider tokens with at least this share of the most likely one's probability.", DefaultValueFactory = _ => Defaults.MinP, HelpName = "P" }.Within(0, 1);

    private readonly Option<float> repeatPenalty = new Option<float>("--repeat-penalty") { Description = "Penalty on tokens that occurred lately; 1 for none.", DefaultValueFactory = _ => Defaults.RepeatPenalty, HelpName = "X" }.Within(0.01f, 100);

    private readonly Option<int> repeatLast = new Option<int>("--repeat-last-n") { Description = "How many of the latest tokens that penalty looks at.", DefaultValueFactory = _ => Defaults.RepeatLast, HelpName = "N" }.Within(0, 1 << 20);

    private readonly Option<uint?> seed = new("--seed") { Description = "Makes sampled answers repeatable.", HelpName = "S" };

    private readonly Option<int> maxTokens = new Option<int>("--max-tokens") { Description = "The most tokens of an answer; 0 for as many as fit.", DefaultValueFactory = _ => Defaults.MaxTokens, HelpName = "N" }.Within(0, 1 << 20);

    /// <summary>The one option that may be given an empty text.</summary>
    public const string SystemName = "--system";

    private readonly Option<string?> system = new(SystemName) { Description = "A system message before the conversation.", HelpName = "TEXT" };

    /// <summary>Adds the options to a verb.</summary>
    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { temp, topK, topP, minP, repeatPenalty, repeatLast, seed, maxTokens, system })
            command.Options.Add(option);
    }

    /// <summary>What the user asked for.</summary>
    public SamplingOptions Read(ParseResult parsed) => new()
    {
        Temperature = parsed.GetValue(temp),
        TopK = parsed.GetValue(topK),
        TopP = parsed.GetValue(topP),
        MinP = parsed.GetValue(minP),
        RepeatPenalty = parsed.GetValue(repeatPenalty),
        RepeatLast = parsed.GetValue(repeatLast),
        Seed = parsed.GetValue(seed),
        MaxTokens = parsed.GetValue(maxTokens),
    };

    /// <summary>The same for a comparison: null, which is greedy, unless a temperature is asked for.</summary>
    public SamplingOptions? ReadComparison(ParseResult parsed) => parsed.IsGiven(temp) ? Read(parsed) : null;

    /// <summary>The system message, or null.</summary>
    public string? System(ParseResult parsed) => parsed.GetValue(system);
}
