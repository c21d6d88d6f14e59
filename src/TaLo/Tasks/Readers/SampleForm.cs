using TaLo.Tasks.Tables;

namespace TaLo.Tasks.Readers;

/// <summary>A shape of rows that is known by its columns, and how such a row becomes a question. Columns go by their plain names.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Needs">What must be there: of each set, one column.</param>
/// <param name="Read">Reads a row; throws <see cref="SampleException"/> where it cannot be used.</param>
internal sealed record SampleForm(string Name, IReadOnlyList<string[]> Needs, Func<Row, Draft> Read)
{
    /// <summary>Columns that may hold what is unique to a row.</summary>
    public IReadOnlyList<string> Index { get; init; } = ["index", "id", "question_id", "qid", "idx", "ind"];

    /// <summary>Columns that may hold its task.</summary>
    public IReadOnlyList<string> Task { get; init; } = [];

    /// <summary>Columns that may hold the group of its task.</summary>
    public IReadOnlyList<string> Group { get; init; } = [];

    /// <summary>Columns that make it another form.</summary>
    public IReadOnlyList<string> Excludes { get; init; } = [];

    /// <summary>What its questions are as texts.</summary>
    public Wording Wording { get; init; }

    /// <summary>Whether these columns are of this form.</summary>
    public bool Fits(Columns columns) => Missing(columns).Count == 0 && !Excludes.Any(columns.Has);

    /// <summary>What of the needed is not there.</summary>
    public IReadOnlyList<string> Missing(Columns columns) =>
        [.. Needs.Where(set => !set.Any(columns.Has)).Select(set => string.Join(" or ", set))];
}

/// <summary>What one row asks, before its images are read.</summary>
/// <param name="Text">The question; empty where the options say all.</param>
/// <param name="Options">The options; none for an open question.</param>
internal sealed record Draft(string Text, IReadOnlyList<AnswerOption> Options)
{
    /// <summary>Context to be given before the question.</summary>
    public string? Hint { get; init; }

    /// <summary>What the data set says is the answer; accepted texts where there are no options.</summary>
    public IReadOnlyList<string> Answers { get; init; } = [];

    /// <summary>Every annotator's answer, equal ones repeated; null where nobody repeats <see cref="Answers"/>.</summary>
    public IReadOnlyList<string>? Annotations { get; init; }

    /// <summary>The right option's place where the form knows it; otherwise it is found from <see cref="Answers"/>.</summary>
    public int? Right { get; init; }

    /// <summary>Whether the answer is a number, which counts options rather than says one.</summary>
    public bool IsCounted { get; init; }

    /// <summary>A question with options, the right one by its place.</summary>
    /// <exception cref="SampleException">Fewer than two options, too many, an empty one, or no such place.</exception>
    public static Draft Choice(Row row, string text, IReadOnlyList<string?> options, long? right)
    {
        if (options.Count is < 2 or > 26)
            throw new SampleException(row.Where + $"has {Quantity.Of(options.Count, "option")}; between 2 and 26 can be asked");
        for (var i = 0; i < options.Count; i++)
        {
            if (string.IsNullOrWhiteSpace(options[i]))
                throw new SampleException(row.Where + $"option {i + 1} is empty");
        }
        if (right < 0 || right >= options.Count)
            throw new SampleException(row.Where + $"the answer {right} is none of its {options.Count} options, which are counted from 0");
        return new Draft(text, [.. options.Select((option, i) => new AnswerOption((char)('A' + i), option!))])
        {
            Right = (int?)right,
            Answers = right is { } place ? [options[(int)place]!] : [],
        };
    }
}

/// <summary>What rows are asked for, in the words of messages.</summary>
internal static class Asked
{
    /// <summary>The text of a column.</summary>
    /// <exception cref="SampleException">It is missing or empty.</exception>
    public static string Required(this Row row, string column) =>
        row[column].Text ?? throw new SampleException(row.Where + $"its {column} is missing or empty");
}
