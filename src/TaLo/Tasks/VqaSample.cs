namespace TaLo.Tasks;

/// <summary>One question whose answer is known, with images or without, as one row of a data set file.</summary>
/// <param name="Index">The row's <c>index</c>, unique in its file.</param>
/// <param name="Task">The task the sample belongs to: its <c>category</c>.</param>
/// <param name="TaskGroup">The group of tasks: <c>l2-category</c>, or null.</param>
/// <param name="Question">What is asked; it has at least two options, or is an open question and has none.</param>
/// <param name="Answer">The letter of the correct option; <see cref="NoLetter"/> for an open question.</param>
public sealed record VqaSample(string Index, string Task, string? TaskGroup, VqaQuestion Question, char Answer)
{
    /// <summary>In the place of a letter: an open question's answer, an answer that names no option.</summary>
    public const char NoLetter = '-';

    /// <summary>See <see cref="SampleRef.Cluster"/>.</summary>
    public string? Cluster { get; init; }

    /// <summary>See <see cref="SampleRef.Circle"/>.</summary>
    public Circle? Circle { get; init; }

    /// <summary>How it is asked where an answer is generated: yes and no that the data set itself has as options are options like others.</summary>
    public QuestionKind Kind { get; init; } = QuestionKind.Options;

    /// <summary>An open question's answers, one for each annotator, equal ones repeated; at least one. None with options.</summary>
    public IReadOnlyList<string> Accepted { get; init; } = [];
}

/// <summary>What one row of a data set file asks, with or without options.</summary>
/// <param name="Text">The question's text; empty for minimal pairs, whose options are whole sentences. <c>&lt;image N&gt;</c> in it (MMMU)
/// is where the Nth image belongs.</param>
/// <param name="Hint">Context to be given before the question, or null.</param>
/// <param name="Options">The options in the order of their letters; may be empty.</param>
/// <param name="Images">Encoded image files (PNG, JPEG, WebP, BMP, GIF) in the order they are shown; may be empty.</param>
public sealed record VqaQuestion(
    string Text, string? Hint, IReadOnlyList<AnswerOption> Options, IReadOnlyList<ReadOnlyMemory<byte>> Images)
{
    /// <summary>The options' letters, in order.</summary>
    public string Letters => string.Concat(Options.Select(o => o.Letter));

    /// <summary>Whether nothing is asked, as of minimal pairs: the options are whole texts, and only those can be scored.</summary>
    public bool IsPair => Text.Length == 0 && Images.Count == 0 && Hint is null && Options.Count > 0;
}

/// <summary>One option of a multiple-choice question.</summary>
/// <param name="Letter">Its letter, <c>A</c> to <c>Z</c>.</param>
/// <param name="Text">Its text.</param>
public readonly record struct AnswerOption(char Letter, string Text)
{
    /// <summary>How the option is scored as text where it does not simply follow the question; null where it does.</summary>
    public PartialScoring? Partial { get; init; }
}

/// <summary>
/// An option that changes what is read rather than what follows (WinoGrande): the sentence up to the gap with the option filled
/// in, then the rest of the sentence, whose probability is the option's score.
/// </summary>
/// <param name="Context">What is read instead of the question; ends without white space.</param>
/// <param name="Continuation">What is scored after it, the same for every option of the question; begins without white space.</param>
public sealed record PartialScoring(string Context, string Continuation);
