using System.Globalization;
using System.IO.Hashing;
using System.Text;
using TaLo.Tasks.Tables;

namespace TaLo.Tasks.Readers;

/// <summary>
/// Finds the rows of a file that belong together: they share an image (equal bytes, equal base64, an equal path, one refers to the other)
/// or a question (<c>g_index</c>; without that column, in a file of circular evaluation, the index modulo a million, as
/// VLMEvalKit has it). What belongs to the same belongs together. Memory grows with the number of rows, not with the cells:
/// of those only a hash is kept.
/// </summary>
/// <param name="columns">The table's columns.</param>
/// <param name="images">Its images.</param>
/// <param name="name">Its name.</param>
internal sealed class RowClusters(Columns columns, RowImages images, string name)
{
    private const string Copies = "g_index";
    private const int CopiesApart = 1_000_000;
    private static readonly string[] CircularNames = ["mmbench", "ccbench", "circular", "mmcr"];

    private readonly bool _circular = !columns.Has(Copies) && CircularNames.Any(n => name.Contains(n, StringComparison.OrdinalIgnoreCase));
    private readonly Dictionary<UInt128, int> _firsts = [];
    private readonly List<(int Row, string Index)> _references = [];
    private readonly List<int> _parents = [];
    private readonly List<string?> _questions = [];

    /// <summary>Takes in the next row.</summary>
    /// <param name="row">The row, by its plain names.</param>
    /// <param name="index">What its column says is its index, or null.</param>
    public void Add(Row row, string? index)
    {
        var own = _parents.Count;
        _parents.Add(own);
        foreach (var column in images.Of(row))
            AddImages(own, row, column);
        var question = columns.Has(Copies) ? row[Copies].Word
            : _circular && long.TryParse(index, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? $"{number % CopiesApart}"
            : null;
        _questions.Add(question);
        if (question is not null)
            Join(own, Encoding.UTF8.GetBytes(question), Kind.Question);
    }

    /// <summary>The question that each row is a copy of; null for a row that is alone.</summary>
    public IReadOnlyList<Circle?> Circles()
    {
        var copies = _questions.OfType<string>().CountBy(q => q).ToDictionary();
        return [.. _questions.Select(q => q is not null && copies[q] > 1 ? new Circle(q, copies[q]) : (Circle?)null)];
    }

    /// <summary>The first row of each row's cluster, when all rows are in.</summary>
    /// <param name="rowOf">Gives the row that has an index, or null.</param>
    public int[] Firsts(Func<string, int?> rowOf)
    {
        foreach (var (row, index) in _references)
        {
            if (rowOf(index) is { } holder)
                Join(row, holder);
        }

        return [.. Enumerable.Range(0, _parents.Count).Select(Root)];
    }

    private void AddImages(int own, Row row, string column)
    {
        var text = row.Utf8(column);
        if (images.IsReference(column, text))
            _references.Add((own, Encoding.UTF8.GetString(text)));
        else if (text.IsEmpty)
            JoinCell(own, row[column]);
        else if (PythonList.Split(text) is { } parts)
        {
            foreach (var part in parts)
                Join(own, text[part], Kind.Image);
        }
    }

    private void JoinCell(int row, Cell cell)
    {
        if (cell.Fields is not null)
            cell = cell["bytes"].Bytes is { IsEmpty: false } ? cell["bytes"] : cell["path"];
        foreach (var item in cell.Items ?? [])
            JoinCell(row, item);
        if (cell.Bytes is { } bytes)
            Join(row, bytes.Span, Kind.Image);
        else if (cell.Word is { } text)
            Join(row, Encoding.UTF8.GetBytes(text), Kind.Path);
    }

    private void Join(int row, ReadOnlySpan<byte> value, Kind kind)
    {
        if (value.IsEmpty)
            return;
        var hash = XxHash128.HashToUInt128(value) ^ (byte)kind;
        if (!_firsts.TryAdd(hash, row))
            Join(row, _firsts[hash]);
    }

    // The smaller row is the root, so that a root is its cluster's first row.
    private void Join(int one, int other)
    {
        (one, other) = (Root(one), Root(other));
        _parents[Math.Max(one, other)] = Math.Min(one, other);
    }

    private int Root(int row)
    {
        while (_parents[row] != row)
            row = _parents[row] = _parents[_parents[row]];
        return row;
    }

    /// <summary>What a hash is of; equal bytes of two kinds are different things.</summary>
    private enum Kind : byte
    {
        Image,
        Path,
        Question,
    }
}
