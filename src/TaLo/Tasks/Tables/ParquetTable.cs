using System.Globalization;
using Parquet;
using Parquet.Data;
using Parquet.Schema;

namespace TaLo.Tasks.Tables;

/// <summary>
/// A Parquet file. What is in memory is one row group at most, and of that the columns that were asked for; so a file is as large
/// as it likes, where its writer made row groups of a size.
/// </summary>
internal sealed class ParquetTable : ITable
{
    private readonly FileStream _stream;
    private readonly ParquetReader _reader;
    private readonly long[] _starts;
    private ParquetGroup? _group;

    private ParquetTable(string path, FileStream stream, ParquetReader reader)
    {
        (Path, _stream, _reader) = (path, stream, reader);
        Columns = [.. reader.Schema.Fields.Select(f => f.Name)];
        _starts = new long[reader.RowGroupCount + 1];
        for (var i = 0; i < reader.RowGroupCount; i++)
            _starts[i + 1] = _starts[i] + reader.RowGroups[i].RowCount;
    }

    /// <inheritdoc/>
    public string Path { get; }

    /// <inheritdoc/>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>Opens a file and reads its footer.</summary>
    /// <exception cref="DataSetException">It cannot be opened, or is no Parquet file.</exception>
    public static ParquetTable Open(string path)
    {
        var stream = DataFile.Open(path);
        try
        {
            return new ParquetTable(path, stream, ParquetReader.CreateAsync(stream).GetAwaiter().GetResult());
        }
        catch (Exception e) when (IsBroken(e))
        {
            stream.Dispose();
            throw new DataSetException($"{path}: is not a whole Parquet file ({Reason(e)}); is it cut off?", e);
        }
    }

    /// <inheritdoc/>
    public IEnumerable<Row> Scan()
    {
        for (var group = 0; group < _reader.RowGroupCount; group++)
        {
            var (rows, start) = (Group(group), _starts[group]);
            for (var i = 0; start + i < _starts[group + 1]; i++)
                yield return new ParquetRow(this, rows, start + i, i);
        }
    }

    /// <inheritdoc/>
    public Row Read(long place)
    {
        var found = Array.BinarySearch(_starts, place);
        var group = found >= 0 ? found : ~found - 1;
        return new ParquetRow(this, Group(group), place, (int)(place - _starts[group]));
    }

    /// <inheritdoc/>
    /// <remarks>Nothing: the file's own footer says where its rows are.</remarks>
    public void WritePlaces(BinaryWriter writer)
    {
    }

    /// <inheritdoc/>
    public void ReadPlaces(BinaryReader reader)
    {
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _group?.Dispose();
        _reader.DisposeAsync().AsTask().GetAwaiter().GetResult();
        _stream.Dispose();
    }

    private ParquetGroup Group(int number)
    {
        if (_group?.Number == number)
            return _group;
        _group?.Dispose();
        return _group = new ParquetGroup(_reader, number);
    }

    /// <summary>Damaged files make the decoder stumble over whatever it meets.</summary>
    private static bool IsBroken(Exception e) => e is not (OutOfMemoryException or TaLoException);

    private static string Reason(Exception e) => e.Message.ReplaceLineEndings(" ");

    private sealed class ParquetRow(ParquetTable table, ParquetGroup group, long place, int at) : Row
    {
        public override long Place => place;

        public override string Where => string.Create(CultureInfo.InvariantCulture, $"{table.Path} row {place + 1}: ");

        public override string File => table.Path;

        public override long Number => place + 1;

        public override Cell this[string column] => Ask(() => group.Column(column)[at]);

        /// <summary>Bytes are not read for that.</summary>
        public override bool Has(string column) => Ask(() => !group.Outline(column)[at].IsMissing);

        private T Ask<T>(Func<T> read)
        {
            try
            {
                return read();
            }
            catch (Exception e) when (IsBroken(e))
            {
                throw new DataSetException(Where + $"the row's group cannot be read ({Reason(e)}); is the file damaged?", e);
            }
        }
    }
}

/// <summary>One row group of a Parquet file: its columns, read when they are asked for.</summary>
internal sealed class ParquetGroup(ParquetReader reader, int number) : IDisposable
{
    private readonly Dictionary<string, IReadOnlyList<Cell>> _columns = [];
    private readonly Dictionary<string, IReadOnlyList<Cell>> _outlines = [];
    private readonly List<RawColumnData> _raw = [];
    private readonly ParquetRowGroupReader _group = reader.OpenRowGroupReader(number);

    /// <summary>Its number in the file.</summary>
    public int Number => number;

    /// <summary>A column's cells; bytes among them are valid as long as the group.</summary>
    public IReadOnlyList<Cell> Column(string name) => Get(_columns, name, _ => true);

    /// <summary>The same with bytes left out of structs, where reading them would take long: who has them and who has not can be seen.</summary>
    public IReadOnlyList<Cell> Outline(string name) => _columns.TryGetValue(name, out var known) ? known
        : Get(_outlines, name, leaf => leaf.ClrType != typeof(ReadOnlyMemory<byte>) && leaf.ClrType != typeof(byte[]));

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var raw in _raw)
            raw.Dispose();
        _group.Dispose();
    }

    private IReadOnlyList<Cell> Get(Dictionary<string, IReadOnlyList<Cell>> kept, string name, Func<DataField, bool> wanted)
    {
        if (kept.TryGetValue(name, out var known))
            return known;
        var field = reader.Schema.Fields.First(f => f.Name == name);
        var node = ParquetNode.Of(field, wanted, Leaf) ?? ParquetNode.Of(field, _ => true, Leaf);
        return kept[name] = node?.Read((int)_group.RowCount) ?? new Cell[_group.RowCount];
    }

    private ParquetLeaf Leaf(DataField field)
    {
        var raw = _group.ReadRawColumnDataBaseAsync(field).AsTask().GetAwaiter().GetResult();
        _raw.Add(raw);
        return new ParquetLeaf(field, raw);
    }
}
