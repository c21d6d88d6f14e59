using TaLo.Tasks.Tables;

namespace TaLo.Tasks.Readers;

/// <summary>The columns of a table by their plain names: lower case, <c>_</c> for <c>-</c> and blanks, and as the user renamed them.</summary>
internal sealed class Columns
{
    private static readonly string[] Roles = ["question", "answer", "options", "A", "B", "hint", "image", "index", "task", "group", "split"];

    private readonly Dictionary<string, string> _actual = [];
    private readonly IReadOnlyList<ColumnName> _named;
    private HashSet<string>? _asked;

    /// <exception cref="DataSetException">A column that the user named is not there.</exception>
    public Columns(string path, IReadOnlyList<string> actual, DataSetOptions options)
    {
        Found = actual;
        Path = path;
        _named = options.Columns;
        foreach (var column in actual)
            _actual.TryAdd(Plain(column), column);
        foreach (var (role, column) in options.Columns)
            _actual[Plain(role)] = Actual(column);
        By = options.By is { } by ? Actual(by) : null;
    }

    /// <summary>What the file calls them.</summary>
    public IReadOnlyList<string> Found { get; }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>What the file calls the column that makes a task; null for the format's own.</summary>
    public string? By { get; }

    /// <summary>Whether there is a column of this plain name.</summary>
    public bool Has(string plain)
    {
        _asked?.Add(plain);
        return _actual.ContainsKey(plain);
    }

    /// <summary>The first of some plain names that there is; null where there is none.</summary>
    public string? First(params IEnumerable<string> plain) => plain.FirstOrDefault(Has);

    /// <summary>A row whose cells go by plain names.</summary>
    public Row Rename(Row row) => new PlainRow(row, this);

    /// <summary>Call before the rows are read, one after the other, for <see cref="EnsureRead"/>.</summary>
    public void Watch() => _asked = [];

    /// <summary>Call once all rows were read: what the user named a column for, but nobody asked for, is misspelt, or of another format.</summary>
    /// <exception cref="DataSetException">There is such a name.</exception>
    public void EnsureRead()
    {
        if (_asked is { } asked && _named.FirstOrDefault(n => !asked.Contains(Plain(n.Role))) is { Role: { } role } unread)
            throw new DataSetException($"{Path}: nothing is read from '{role}' (--columns {role}={unread.Column}){DidYouMean.Clause(role, Roles)}");
        _asked = null;
    }

    /// <summary>A column's plain name.</summary>
    public static string Plain(string column) => column.Trim().ToLowerInvariant().Replace('-', '_').Replace(' ', '_');

    /// <summary>Names, for a message.</summary>
    public static string List(IEnumerable<string> names)
    {
        var list = string.Join(", ", names).ReplaceLineEndings(" ");
        return list.Length > 300 ? string.Concat(list.AsSpan(0, 300), "…") : list;
    }

    private string Actual(string asked) =>
        Found.FirstOrDefault(c => c == asked) ?? Found.FirstOrDefault(c => Plain(c) == Plain(asked))
        ?? throw new DataSetException($"{Path}: no column '{asked}'; found {List(Found)}{DidYouMean.Clause(asked, Found)}");

    private string? NameOf(string plain) => Has(plain) ? _actual[plain] : null;

    private sealed class PlainRow(Row row, Columns columns) : RowView(row)
    {
        public override Cell this[string column] => columns.NameOf(column) is { } name ? base[name] : default;

        public override bool Has(string column) => columns.NameOf(column) is { } name && base.Has(name);

        public override ReadOnlySpan<byte> Utf8(string column) => columns.NameOf(column) is { } name ? base.Utf8(name) : [];
    }
}
