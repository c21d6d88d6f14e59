using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CsvHelper;

namespace TaLo.Tasks;

/// <summary>
/// Finds the rows of a file that belong together: they share an image (equal base64, an equal path, one refers to the other)
/// or a question (<c>g_index</c>; without that column, in a file of circular evaluation, the index modulo a million, as
/// VLMEvalKit has it). What belongs to the same belongs together. Memory grows with the number of rows, not with the cells:
/// of those only a hash is kept.
/// </summary>
/// <param name="columns">The file's columns.</param>
/// <param name="name">The file's name.</param>
internal sealed class TsvClusters(TsvColumns columns, string name)
{
    private const int CopiesApart = 1_000_000;
    private static readonly string[] CircularNames = ["mmbench", "ccbench", "circular", "mmcr"];

    private readonly bool _circular = columns.Group < 0 && CircularNames.Any(n => name.Contains(n, StringComparison.OrdinalIgnoreCase));
    private readonly Dictionary<UInt128, int> _firsts = [];
    private readonly List<(int Row, string Index)> _references = [];
    private readonly List<int> _parents = [];

    /// <summary>Takes in the next row.</summary>
    public void Add(CsvReader row, string index)
    {
        var own = _parents.Count;
        _parents.Add(own);
        var image = TsvCell.Bytes(row, columns.Image);
        if (image.IsEmpty)
            JoinParts(own, TsvCell.Bytes(row, columns.ImagePath), Kind.Path);
        else if (TsvImages.IsReference(image))
            _references.Add((own, Encoding.UTF8.GetString(image)));
        else
            JoinParts(own, image, Kind.Image);

        if (columns.Group >= 0)
            Join(own, TsvCell.Bytes(row, columns.Group), Kind.Question);
        else if (_circular && long.TryParse(index, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
            Join(own, Encoding.UTF8.GetBytes($"{number % CopiesApart}"), Kind.Question);
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

    private void JoinParts(int row, ReadOnlySpan<byte> cell, Kind kind)
    {
        if (PythonList.Split(cell) is not { } parts)
            return;
        foreach (var part in parts)
            Join(row, cell[part], kind);
    }

    private void Join(int row, ReadOnlySpan<byte> value, Kind kind)
    {
        if (value.IsEmpty)
            return;
        var hash = Hash(value, kind);
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

    private static UInt128 Hash(ReadOnlySpan<byte> value, Kind kind)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(value, hash);
        return BinaryPrimitives.ReadUInt128LittleEndian(hash) ^ (UInt128)(byte)kind;
    }

    /// <summary>What a hash is of; equal bytes of two kinds are different things.</summary>
    private enum Kind : byte
    {
        Image,
        Path,
        Question,
    }
}
