using System.Globalization;

namespace TaLo.Tasks.Readers;

/// <summary>
/// What the answers of a data set mean, found from all of them: letters or texts of options, or places counted from 0 (ScienceQA,
/// AI2D) or from 1. The reading that fits the most rows is taken; a row that it does not fit is skipped, never guessed. Where places
/// from 0 and from 1 fit alike, numbers (Hugging Face's class labels) are counted from 0, and what is a number in a text is skipped.
/// Where every question without options is answered yes or no, these are its options.
/// </summary>
/// <param name="labelsFrom">What the user says that places are counted from, 0 or 1; null for what the rows say.</param>
internal sealed class AnswerReading(int? labelsFrom)
{
    private static readonly IReadOnlyList<AnswerOption> YesNo = [new('A', "Yes"), new('B', "No")];

    private int _named;
    private int _fromZero;
    private int _fromOne;
    private int _yesNo;
    private int _open;

    /// <summary>Whether every question without options is answered yes or no.</summary>
    public bool AreYesNo => _yesNo > 0 && _yesNo == _open;

    private int Places => labelsFrom switch { 0 => _fromZero, 1 => _fromOne, _ => Math.Max(_fromZero, _fromOne) };

    private bool AreCounted => labelsFrom is null ? _named < Places : Places > 0;

    // Options that are numbers themselves, as those of counting questions: nearly every row fits both readings.
    private bool AreUnclear => labelsFrom is null && Math.Min(_named, Places) > 0.9 * Math.Max(_named, Places);

    private int First => labelsFrom ?? (_fromOne > _fromZero ? 1 : 0);

    /// <summary>Writes what all rows came to.</summary>
    public void Write(BinaryWriter writer)
    {
        foreach (var count in new[] { _named, _fromZero, _fromOne, _yesNo, _open })
            writer.Write(count);
    }

    /// <summary>Takes it over.</summary>
    public void Read(BinaryReader reader) =>
        (_named, _fromZero, _fromOne, _yesNo, _open) = (reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt32());

    /// <summary>Takes in a row.</summary>
    public void Add(Draft draft)
    {
        if (draft.Right is not null || draft.Answers is not [var answer, ..])
            return;
        if (draft.Options.Count == 0)
        {
            _open++;
            _yesNo += IsYesNo(draft) ? 1 : 0;
            return;
        }
        if (!draft.IsCounted && Named(answer, draft.Options) is not null)
            _named++;
        if (!long.TryParse(answer, NumberStyles.None, CultureInfo.InvariantCulture, out var place))
            return;
        _fromZero += place < draft.Options.Count ? 1 : 0;
        _fromOne += place >= 1 && place <= draft.Options.Count ? 1 : 0;
    }

    /// <summary>The question with the options that it has by this reading.</summary>
    public Draft Complete(Draft draft) =>
        draft.Options.Count == 0 && AreYesNo && (draft.Answers.Count == 0 || IsYesNo(draft)) ? draft with { Options = YesNo } : draft;

    /// <summary>The letter of the right option.</summary>
    /// <exception cref="SampleException">The row has no answer, or one that is none of its options.</exception>
    public char Right(Draft draft, string where)
    {
        if (draft.Right is { } right)
            return draft.Options[right].Letter;
        if (draft.Answers is not [var answer, ..])
            throw new SampleException(where + "has no answer; is this a test split without answers?");
        if (IsAskedYesNo(draft))
            return answer.StartsWith("y", StringComparison.OrdinalIgnoreCase) ? 'A' : 'B';
        if (AreUnclear && !draft.IsCounted && Named(answer, draft.Options) is { } named && Placed(answer, draft) is { } placed && named != placed)
            throw new SampleException(where + $"the answer {answer} is the text of option {named} and the place of option {placed}, and the other rows do not tell which is meant: write the options' letters, or say --labels-from 0 or --labels-from 1 where it is the place");
        if (draft.Answers is [_, var other, ..] && AreAsFrequent(draft, answer, other) && Letter(answer, draft) is { } one && Letter(other, draft) is { } two && one != two)
            throw new SampleException(where + $"names several of its options as right ({one}, {two}); one must be");
        if (!AreCounted)
            return AnswerLetter.Find(answer, draft.Options, where);
        if (!long.TryParse(answer, NumberStyles.None, CultureInfo.InvariantCulture, out var place))
            throw new SampleException(where + $"the answer '{answer}' is no number, as the other rows' are");
        if (!draft.IsCounted && labelsFrom is null && _fromZero == _fromOne)
            throw new SampleException(where + $"the answer {place} may be counted from 0 or from 1, no row tells which: say --labels-from 0 or --labels-from 1");
        return Placed(place, draft)
            ?? throw new SampleException(where + $"the answer {place} is none of its {draft.Options.Count} options, which are counted from {First}");
    }

    /// <summary>Whether a question has no options of its own and is asked with yes and no.</summary>
    public static bool IsAskedYesNo(Draft draft) => ReferenceEquals(draft.Options, YesNo);

    /// <summary>Whether these options are yes and no.</summary>
    public static bool IsYesNo(IReadOnlyList<AnswerOption> options) => options.Count == 2
        && options.Select(o => o.Text.ToLowerInvariant()).Order().SequenceEqual(["no", "yes"]);

    private char? Letter(string answer, Draft draft) => AreCounted ? Placed(answer, draft) : Named(answer, draft.Options);

    private char? Placed(string answer, Draft draft) =>
        long.TryParse(answer, NumberStyles.None, CultureInfo.InvariantCulture, out var place) ? Placed(place, draft) : null;

    private char? Placed(long place, Draft draft) =>
        place - First >= 0 && place - First < draft.Options.Count ? draft.Options[(int)place - First].Letter : null;

    /// <summary>Whether two answers were given equally often: of annotators, most may agree.</summary>
    private static bool AreAsFrequent(Draft draft, string one, string other) =>
        draft.Annotations?.Count(a => a == one) == draft.Annotations?.Count(a => a == other);

    private static char? Named(string answer, IReadOnlyList<AnswerOption> options)
    {
        try
        {
            return AnswerLetter.Find(answer, options, "");
        }
        catch (SampleException)
        {
            return null;
        }
    }

    private static bool IsYesNo(Draft draft) =>
        draft.Answers is [var only] && only.TrimEnd('.').ToLowerInvariant() is "yes" or "no";
}
