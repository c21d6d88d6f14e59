namespace TaLo.Scoring;

/// <summary>What an answer is: the most probable option's letter, or the option whose text is the most probable.</summary>
/// <param name="IsByText">Whether the options' texts are scored.</param>
/// <param name="DocumentSeparator">With texts: what a text without a prompt follows; null for the model's own document separator.</param>
public sealed record ScoringMethod(bool IsByText, string? DocumentSeparator = null)
{
    private const string After = "choice after ";

    /// <summary>The letter of the option as the next token.</summary>
    public static ScoringMethod Letter { get; } = new(false);

    /// <summary>lm-evaluation-harness's multiple choice: the log-probability of each option's text after the prompt.</summary>
    public static ScoringMethod Choice { get; } = new(true);

    /// <summary>Its name, part of a sweep's key: <c>letter</c>, <c>choice</c>, <c>choice after &lt;|endoftext|&gt;</c>.</summary>
    public string Name => !IsByText ? "letter" : DocumentSeparator is null ? "choice" : After + DocumentSeparator;

    /// <summary>The prompt where no other is asked for.</summary>
    public PromptTemplate Prompt => IsByText ? PromptTemplate.Choice : PromptTemplate.Default;

    /// <summary>The method of a sweep's key.</summary>
    public static ScoringMethod Named(string name) => name.StartsWith(After, StringComparison.Ordinal)
        ? new ScoringMethod(true, name[After.Length..])
        : name == Choice.Name ? Choice : Letter;

    /// <summary>Reads <c>letter</c> or <c>choice</c>.</summary>
    /// <exception cref="SelectionException">The word is neither, or a separator stands with letters.</exception>
    public static ScoringMethod Parse(string word, string? separator = null) => (word.ToLowerInvariant(), separator) switch
    {
        ("letter", null) => Letter,
        ("choice", null) => Choice,
        ("choice", { Length: > 0 }) => new ScoringMethod(true, separator),
        ("choice", _) => throw new SelectionException("document-separator: it is empty: write the text of a token, for example <|endoftext|>"),
        ("letter", _) => throw new SelectionException("document-separator: a letter follows its question: write it with --scoring choice"),
        _ => throw new SelectionException($"scoring: '{word}' is none: write letter or choice"),
    };
}
