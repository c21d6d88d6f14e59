using System.Globalization;
using TaLo.Tasks;

namespace TaLo.Scoring;

/// <summary>What an answer is.</summary>
public enum ScoringKind
{
    /// <summary>The letter of the option as the next token.</summary>
    Letter,

    /// <summary>The option whose text is the most probable.</summary>
    Choice,

    /// <summary>What the model says.</summary>
    Generate,
}

/// <summary>How answers are scored.</summary>
/// <param name="Kind">What an answer is.</param>
public sealed record ScoringMethod(ScoringKind Kind)
{
    /// <summary>The most tokens of a generated answer where nothing else is asked for: enough for a letter and a sentence around it.</summary>
    public const int DefaultMaxTokens = 32;

    private const string After = "choice after ";
    private const string Generated = "generate ";

    /// <summary>The letter of the option as the next token.</summary>
    public static ScoringMethod Letter { get; } = new(ScoringKind.Letter);

    /// <summary>lm-evaluation-harness's multiple choice: the log-probability of each option's text after the prompt.</summary>
    public static ScoringMethod Choice { get; } = new(ScoringKind.Choice);

    /// <summary>Greedy generation, then the option that the answer names, or the metric of an open question.</summary>
    public static ScoringMethod Generate { get; } = new(ScoringKind.Generate);

    /// <summary>With texts: what a text without a prompt follows; null for the model's own document separator.</summary>
    public string? DocumentSeparator { get; init; }

    /// <summary>With generation: the most tokens of an answer.</summary>
    public int MaxTokens { get; init; } = DefaultMaxTokens;

    /// <summary>With generation: how answers to open questions are judged; null for what the data set usually takes.</summary>
    public AnswerMetric? Metric { get; init; }

    /// <summary>Whether the options' texts are scored.</summary>
    public bool IsByText => Kind == ScoringKind.Choice;

    /// <summary>Whether answers are generated.</summary>
    public bool IsGenerated => Kind == ScoringKind.Generate;

    /// <summary>Its name, part of a sweep's key: <c>letter</c>, <c>choice</c>, <c>choice after &lt;|endoftext|&gt;</c>, <c>generate 32</c>, <c>generate 32 anls</c>.</summary>
    public string Name => Kind switch
    {
        ScoringKind.Letter => "letter",
        ScoringKind.Choice => DocumentSeparator is null ? "choice" : After + DocumentSeparator,
        _ => Generated + MaxTokens.ToString(CultureInfo.InvariantCulture) + (Metric is { } metric ? " " + metric.Name() : ""),
    };

    /// <summary>The prompt where no other is asked for.</summary>
    public PromptTemplate Prompt => IsByText ? PromptTemplate.Choice : PromptTemplate.Default;

    /// <summary>The method on some data: with its usual metric where none is named, unless that is <see cref="AnswerMetric.Exact"/>.</summary>
    public ScoringMethod On(IDataSet data)
    {
        ArgumentNullException.ThrowIfNull(data);
        return IsGenerated && Metric is null && data.Metric != AnswerMetric.Exact ? this with { Metric = data.Metric } : this;
    }

    /// <summary>Whether the prompt must list the options, as answering by letter needs it.</summary>
    public bool ShowsOptions => Kind == ScoringKind.Letter;

    /// <summary>The method of a sweep's key.</summary>
    public static ScoringMethod Named(string name) =>
        name.StartsWith(After, StringComparison.Ordinal) ? Choice with { DocumentSeparator = name[After.Length..] }
        : name.StartsWith(Generated, StringComparison.Ordinal) ? OfGeneration(name[Generated.Length..].Split(' '))
        : name == Choice.Name ? Choice : Letter;

    /// <summary>Reads <c>letter</c>, <c>choice</c> or <c>generate</c>, and what goes with them.</summary>
    /// <param name="word">The word.</param>
    /// <param name="separator">With choice: what a text without a prompt follows.</param>
    /// <param name="maxTokens">With generate: the most tokens of an answer.</param>
    /// <param name="metric">With generate: how open questions are judged.</param>
    /// <exception cref="SelectionException">The word is none of them, or something stands with one that it does not belong to.</exception>
    public static ScoringMethod Parse(string word, string? separator = null, int? maxTokens = null, string? metric = null)
    {
        var method = word.ToLowerInvariant() switch
        {
            "letter" => Letter,
            "choice" => Choice,
            "generate" => Generate,
            _ => throw new SelectionException($"scoring: '{word}' is none: write letter, choice or generate"),
        };
        if (separator is not null && !method.IsByText)
            throw new SelectionException("document-separator: an answer follows its question: write it with --scoring choice");
        if (separator is "")
            throw new SelectionException("document-separator: it is empty: write the text of a token, for example <|endoftext|>");
        if (!method.IsGenerated && (maxTokens is not null || metric is not null))
            throw new SelectionException($"{(metric is null ? "max-tokens" : "metric")}: only what is generated has it: write it with --scoring generate");
        return method with
        {
            DocumentSeparator = separator,
            MaxTokens = maxTokens ?? DefaultMaxTokens,
            Metric = metric is null ? null : OpenAnswers.Parse(metric),
        };
    }

    private static ScoringMethod OfGeneration(string[] words) => Generate with
    {
        MaxTokens = int.Parse(words[0], CultureInfo.InvariantCulture),
        Metric = words.Length > 1 ? OpenAnswers.Parse(words[1]) : null,
    };
}
