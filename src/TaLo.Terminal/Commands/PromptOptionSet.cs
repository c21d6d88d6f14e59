using System.CommandLine;
using System.CommandLine.Parsing;
using TaLo.Scoring;

namespace TaLo.Terminal.Commands;

/// <summary>The options that say how a sample becomes a prompt and its answer a score, the same on every verb that asks samples.</summary>
internal sealed class PromptOptionSet
{
    private readonly Option<string> scoring = new("--scoring") { Description = "letter: which option's letter comes next; choice: which option's text is the most probable (small and base models); generate: what the model says (open questions too).", DefaultValueFactory = _ => "letter", HelpName = "HOW" };

    private readonly Option<string?> separator = new("--document-separator") { Description = "With choice: what a text without a question follows, instead of the model's own document separator.", HelpName = "TOKEN" };

    private readonly Option<int?> maxTokens = new Option<int?>("--max-tokens") { Description = $"With generate: an answer ends after N tokens ({ScoringMethod.DefaultMaxTokens}), where it has not ended before.", HelpName = "N" }.Within(1, 100_000);

    private readonly Option<string?> metric = new("--metric") { Description = "With generate: how open questions are judged: exact, soft (VQA), relaxed (5 %), anls; otherwise as their benchmark does it.", HelpName = "NAME" };

    private readonly Option<string?> prompt = new("--prompt") { Description = "A published prompt (`talo prompt --list`), or a file: a template with {image}, {question}, {hint}, {options}. Otherwise VLMEvalKit's words.", HelpName = "NAME|FILE" };

    private readonly Option<int> shots = new Option<int>("--shots") { Description = "Show N samples of the task with their answers before the question; they are not asked themselves.", HelpName = "N" }.Within(0, PromptTemplate.MostShots);

    private readonly Option<long> shotSeed = new("--shot-seed") { Description = "Chooses which samples are shown.", HelpName = "S" };

    private readonly Option<string?> system = new(AnswerOptionSet.SystemName) { Description = "A system message before the question.", HelpName = "TEXT" };

    /// <summary>Adds the options to a verb.</summary>
    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { scoring, maxTokens, metric, separator, prompt, shots, shotSeed, system })
            command.Options.Add(option);
        command.Validators.Add(result => OptionLimits.Try(result, () => Scoring(result)));
    }

    /// <summary>Whether the options' texts are scored.</summary>
    public bool IsByText(CommandResult result) => "choice".Equals(result.GetValue(scoring), StringComparison.OrdinalIgnoreCase);

    /// <summary>How answers are scored.</summary>
    public ScoringMethod Scoring(ParseResult parsed) => Scoring(parsed.CommandResult);

    // A default is not worked out yet while the command line is checked.
    private ScoringMethod Scoring(CommandResult result) => ScoringMethod.Parse(
        result.GetValue(scoring) ?? ScoringMethod.Letter.Name, result.GetValue(separator), result.GetValue(maxTokens), result.GetValue(metric));

    /// <summary>How a sample becomes a prompt.</summary>
    public PromptTemplate Prompt(ParseResult parsed)
    {
        var method = Scoring(parsed);
        var template = parsed.GetValue(prompt) is { } name ? PublishedPrompt.Or(name, method.ShowsOptions) : method.Prompt;
        if (parsed.IsGiven(shots) || parsed.IsGiven(shotSeed))
        {
            template = template.WithShots(
                parsed.IsGiven(shots) ? parsed.GetValue(shots) : template.Shots,
                parsed.IsGiven(shotSeed) ? parsed.GetValue(shotSeed) : template.ShotSeed);
        }

        return parsed.GetValue(system) is { } text ? template.WithSystem(text) : template;
    }
}
