using System.Globalization;
using TaLo.Tasks.Tables;

namespace TaLo.Tasks.Readers;

/// <summary>What is kept of a table in memory: its form, and each row's index, task and place.</summary>
internal sealed class TableCatalogue
{
    /// <summary>Rows that are looked at to see what columns there are.</summary>
    private const int Glance = 100;

    private TableCatalogue(Columns columns, SampleForm form, IReadOnlyList<SampleRef> samples) =>
        (Columns, Form, Samples) = (columns, form, samples);

    public Columns Columns { get; }

    public SampleForm Form { get; }

    public IReadOnlyList<SampleRef> Samples { get; }

    /// <summary>Reads a whole table once, and once more where a later row has columns that the first ones had not.</summary>
    /// <param name="table">The table.</param>
    /// <param name="options">How it is to be read.</param>
    /// <param name="otherwise">The task of a row that names none.</param>
    /// <exception cref="DataSetException">The table is broken, empty, or of no known form.</exception>
    public static TableCatalogue Read(ITable table, DataSetOptions options, Func<Row, string> otherwise)
    {
        if (!table.Scan().Take(Glance).Any())
            throw new DataSetException($"{table.Path}: holds no rows; is the file cut off?");
        while (true)
        {
            var known = table.Columns.Count;
            var columns = new Columns(table.Path, table.Columns, options);
            var catalogue = new TableCatalogue(columns, SampleForms.Recognise(columns), []);
            var samples = catalogue.Scan(table, otherwise);
            if (table.Columns.Count == known)
                return new TableCatalogue(columns, catalogue.Form, [.. samples.Select(s => s with { Cluster = s.Index })]);
        }
    }

    private List<SampleRef> Scan(ITable table, Func<Row, string> otherwise)
    {
        var index = Columns.First(Form.Index);
        var task = Columns.First(["task", .. Form.Task]);
        var group = Columns.First(["group", .. Form.Group]);
        var words = new Dictionary<string, string>();
        string? Once(string? word) => word is null ? null : words.TryGetValue(word, out var known) ? known : words[word] = word;

        var (ids, rows) = (new List<string?>(), new List<SampleRef>());
        foreach (var found in table.Scan())
        {
            var row = Columns.Rename(found);
            ids.Add(index is null ? null : row[index].Text);
            var own = Columns.By is { } by ? found[by] : task is null ? default : row[task];
            rows.Add(new SampleRef(
                found.Number.ToString(CultureInfo.InvariantCulture), Once(own.Text) ?? Once(otherwise(found))!,
                group is null ? null : Once(row[group].Text), found.Place));
        }
        return Indexed(rows, ids);
    }

    /// <summary>
    /// Gives every row an index of its own: what its column says; where that is not unique, its task and that; and where it still
    /// is not, its number.
    /// </summary>
    private static List<SampleRef> Indexed(List<SampleRef> rows, List<string?> ids)
    {
        if (ids.Contains(null))
            return Numbered(rows);
        if (ids.Distinct().Count() == ids.Count)
            return [.. rows.Select((row, i) => row with { Index = ids[i]! })];
        List<SampleRef> inTask = [.. rows.Select((row, i) => row with { Index = $"{row.Task}-{ids[i]}" })];
        return inTask.DistinctBy(r => r.Index).Count() == rows.Count ? inTask : Numbered(rows);
    }

    private static List<SampleRef> Numbered(List<SampleRef> rows) => rows.DistinctBy(r => r.Index).Count() == rows.Count
        ? rows
        : [.. rows.Select((row, i) => row with { Index = (i + 1).ToString(CultureInfo.InvariantCulture) })];
}
