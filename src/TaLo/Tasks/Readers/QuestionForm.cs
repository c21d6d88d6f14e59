using System.Text.Json;
using TaLo.Tasks.Tables;

namespace TaLo.Tasks.Readers;

/// <summary>
/// Questions in the columns that most benchmarks have, under any of their usual names: the question, its options as a list, as
/// letters' columns or inside the question, and the answer; images beside them (VLMEvalKit's, Hugging Face's, LLaVA's, ARC's…).
/// </summary>
internal static class QuestionForm
{
    /// <summary>What it is called.</summary>
    public const string Name = "questions";

    private const string Stem = "question_stem"; // OpenBookQA's: the options continue it

    private static readonly string[] Questions = ["question", "query", Stem, "text", "prompt", "input", "problem"];
    private static readonly string[] Lists = ["options", "choices", "candidates", "multiple_choices"];
    private static readonly string[] Prefixes = ["", "choice_", "option_", "choice", "option"];
    private static readonly string[] Answers =
        ["answer", "answers", "label", "answerkey", "answer_key", "multiple_choice_answer", "correct_answer", "target", "gold"];

    /// <summary>The form of a table with these columns.</summary>
    /// <param name="columns">The columns.</param>
    /// <param name="answered">Whether it must have answers.</param>
    public static SampleForm For(Columns columns, bool answered)
    {
        var question = columns.First(Questions);
        var list = columns.First(Lists);
        var letters = list is null ? Letters(columns) : [];
        var answer = columns.First(Answers);
        var hint = columns.First("hint", "context", "passage", "article");
        return new SampleForm(Name, answered ? [Questions, Answers] : [Questions], row => Read(row, question!, list, letters, answer, hint))
        {
            Index = ["index", "id", "question_id", "qid", "questionid", "idx", "ind"],
            Task = ["category", "uid", "question_type_id", "subject", "type", "human_or_machine", "task", "topic"],
            Group = ["l2_category", "group", "topic", "subject"],
            Wording = question == Stem ? Wording.ToContinue : Wording.Asked,
        };
    }

    /// <summary>Columns A, B… under one of their usual names, up to the first that is not there (X and Y may be a place); none where there are not at least A and B.</summary>
    private static List<string> Letters(Columns columns) => Prefixes
        .Select(prefix => Enumerable.Range('a', 26).Select(letter => $"{prefix}{(char)letter}").TakeWhile(columns.Has).ToList())
        .FirstOrDefault(found => found.Count >= 2) ?? [];

    private static Draft Read(Row row, string question, string? list, IReadOnlyList<string> letters, string? answer, string? hint)
    {
        var asked = row[question];
        var text = (asked["stem"].IsMissing ? asked : asked["stem"]).Text ?? throw new SampleException(row.Where + "the question is empty");
        var said = answer is null ? default : row[answer];
        var (options, labels) = asked["choices"] is { IsMissing: false } own ? Listed(row, own)
            : list is not null ? Listed(row, row[list])
            : (ByLetters(row, letters), null);
        if (options.Count == 0 && list is null && OptionsInText.Find(text, said.Word) is { } found)
            (text, options) = found;
        var annotations = Annotations(said);
        var place = labels is null || said.Word is not { } key ? -1 : labels.IndexOf(key);
        return new Draft(text, options)
        {
            Hint = hint is null ? null : Given(row[hint]),
            Answers = [.. annotations.CountBy(a => a).OrderByDescending(a => a.Value).Select(a => a.Key)],
            Annotations = annotations,
            Right = place < 0 ? null : place,
            IsCounted = said.Number is not null,
        };
    }

    /// <summary>The options that are there, with their own letters, as VLMEvalKit has it; without any the question is an open one.</summary>
    private static List<AnswerOption> ByLetters(Row row, IReadOnlyList<string> columns) =>
        [.. columns.Select(c => (Letter: char.ToUpperInvariant(c[^1]), Text: Given(row[c]))).Where(o => o.Text is not null).Select(o => new AnswerOption(o.Letter, o.Text!))];

    /// <summary>A text; not that of a missing cell of pandas', which MMBench and MMStar on Hugging Face carry as <c>nan</c>.</summary>
    private static string? Given(Cell cell) => cell.Text is { } text and not OptionsInText.Missing ? text : null;

    /// <summary>Options as a list of texts, a text that holds such a list (MMMU), texts by letters, or texts and labels (ARC).</summary>
    private static (IReadOnlyList<AnswerOption> Options, List<string?>? Labels) Listed(Row row, Cell cell)
    {
        if (cell.Word is { } text)
            cell = ListInText(text) ?? throw new SampleException(row.Where + "its options are neither a list nor written as one");
        if (cell.Fields is { } fields)
        {
            return fields.TryGetValue("text", out var texts) && texts.Items is { } all
                ? Lettered(row, all, fields.GetValueOrDefault("label").Items)
                : Lettered(row, [.. fields.Values], [.. fields.Keys.Select(k => new Cell(k))]);
        }
        if (cell.Items is not { } items)
            return ([], null);
        return items.Count > 0 && items.All(i => i.Fields is not null)
            ? Lettered(row, [.. items.Select(i => i["text"])], [.. items.Select(i => i["label"])])
            : Lettered(row, items, null);
    }

    /// <summary>Options with their labels as letters, where they are; otherwise (1, 2…) with letters by their order.</summary>
    private static (IReadOnlyList<AnswerOption> Options, List<string?>? Labels) Lettered(Row row, IReadOnlyList<Cell> texts, IReadOnlyList<Cell>? labels)
    {
        if (texts.Count > 26)
            throw new SampleException(row.Where + $"has {texts.Count} options; at most 26 can be asked");
        if (texts.Index().FirstOrDefault(t => t.Item.Text is null, (-1, default)) is { Index: >= 0 and var empty })
            throw new SampleException(row.Where + $"option {empty + 1} is empty");
        if (labels is not null && labels.Count != texts.Count)
            throw new SampleException(row.Where + $"has {texts.Count} options and {labels.Count} labels");

        var names = labels?.Select(l => l.Word?.ToUpperInvariant()).ToList();
        var areLetters = names?.TrueForAll(n => n is [>= 'A' and <= 'Z']) == true && names.Distinct().Count() == names.Count;
        return ([.. texts.Select((t, i) => new AnswerOption(areLetters ? names![i]![0] : (char)('A' + i), t.Text!))],
            labels?.Select(l => l.Word).ToList());
    }

    /// <summary>A list of texts as Python or JSON writes it.</summary>
    private static Cell? ListInText(string text)
    {
        if (text is not ['[', .., ']'])
            return null;
        try
        {
            return JsonCells.Of(JsonSerializer.Deserialize<JsonElement>(text));
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return PythonList.Read(text) is { } items ? new Cell((IReadOnlyList<Cell>)[.. items.Select(i => new Cell(i))]) : null;
        }
    }

    /// <summary>What is accepted: one text or several (a list, a literal list, VQA's structs).</summary>
    private static IReadOnlyList<string> Annotations(Cell said)
    {
        if (said.Word is ['[', ..] literal && ListInText(literal) is { } list)
            said = list;
        var cells = said.Items ?? [said];
        return [.. cells.Select(c => c.Fields is null ? c.Word : c["answer"].Word).OfType<string>()];
    }
}
