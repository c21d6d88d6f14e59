using CsvHelper;

namespace TaLo.Tasks;

/// <summary>Which column of a file holds what; -1 for a column that is not there.</summary>
internal sealed class TsvColumns
{
    /// <summary>What letter scoring needs.</summary>
    public static readonly string[] ForScoring = ["index", "question", "answer", "A", "B"];

    /// <summary>What asking needs.</summary>
    public static readonly string[] ForAsking = ["index", "question"];

    private readonly (char Letter, int Column)[] _options;

    private TsvColumns(Dictionary<string, int> columns)
    {
        Count = columns.Count;
        Index = columns["index"];
        Question = columns["question"];
        Answer = columns.GetValueOrDefault("answer", -1);
        Image = columns.GetValueOrDefault("image", -1);
        ImagePath = columns.GetValueOrDefault("image_path", -1);
        Hint = columns.GetValueOrDefault("hint", -1);
        Group = columns.GetValueOrDefault("g_index", -1);
        Task = columns.GetValueOrDefault("category", -1);
        TaskGroup = columns.GetValueOrDefault("l2-category", -1);
        _options = [.. Enumerable.Range('A', 26)
            .Select(letter => ((char)letter, columns.GetValueOrDefault(((char)letter).ToString(), -1)))
            .Where(option => option.Item2 >= 0)];
    }

    public int Count { get; }

    public int Index { get; }

    public int Question { get; }

    public int Answer { get; }

    public int Image { get; }

    public int ImagePath { get; }

    public int Hint { get; }

    public int Group { get; }

    public int Task { get; }

    public int TaskGroup { get; }

    /// <exception cref="DataSetException">A required column is missing, or one is there twice.</exception>
    public static TsvColumns From(string path, CsvReader header, IReadOnlyList<string> required)
    {
        var columns = new Dictionary<string, int>();
        for (var i = 0; i < header.FieldCount; i++)
        {
            if (!columns.TryAdd(header.GetString(i), i))
                throw new DataSetException($"{path} line 1: two columns are called '{header.GetString(i)}'; rename one");
        }

        var missing = required.Where(name => !columns.ContainsKey(name)).ToList();
        if (missing.Count == 0) return new TsvColumns(columns);

        var found = string.Join(", ", columns.Keys).ReplaceLineEndings(" ");
        if (found.Length > 300) found = string.Concat(found.AsSpan(0, 300), "…");
        var hint = columns.Count == 1 ? "; is the file separated by tabs?" : "";
        throw new DataSetException($"{path} line 1: missing column {string.Join(", ", missing)}; found {found}{hint}");
    }

    public IReadOnlyList<AnswerOption> ReadOptions(CsvReader row)
    {
        var options = new List<AnswerOption>();
        foreach (var (letter, column) in _options)
        {
            if (TsvCell.Text(row, column) is { } text) options.Add(new AnswerOption(letter, text));
        }
        return options;
    }
}
