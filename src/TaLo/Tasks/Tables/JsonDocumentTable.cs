using System.Globalization;
using System.Text.Json;

namespace TaLo.Tasks.Tables;

/// <summary>
/// A file that is one JSON document: a list of objects, or an object whose members are the rows (their names in the column
/// <see cref="KeyColumn"/>). What is kept of it is where each row begins and ends.
/// </summary>
internal sealed class JsonDocumentTable : ITable
{
    /// <summary>Holds the name under which a row stands in its object.</summary>
    public const string KeyColumn = "id";

    private readonly FileStream _stream;
    private readonly string? _member;
    private readonly ColumnNames _columns = new();
    private readonly List<(long Start, int Length, string? Key)> _rows = [];

    private JsonDocumentTable(string path, FileStream stream, string? member) => (Path, _stream, _member) = (path, stream, member);

    /// <inheritdoc/>
    public string Path { get; }

    /// <inheritdoc/>
    public IReadOnlyList<string> Columns => [.. _columns.All, .. _rows is [{ Key: not null }, ..] && !_columns.All.Contains(KeyColumn) ? [KeyColumn] : Array.Empty<string>()];

    /// <summary>Opens a file; it is not read yet.</summary>
    /// <param name="path">The file.</param>
    /// <param name="member">The member of the outermost object whose list holds the rows; null for the outermost value.</param>
    /// <exception cref="DataSetException">It cannot be opened.</exception>
    public static JsonDocumentTable Open(string path, string? member = null) => new(path, DataFile.Open(path), member);

    /// <inheritdoc/>
    public IEnumerable<Row> Scan()
    {
        _rows.Clear();
        foreach (var (start, bytes, key) in new JsonRowScan(Path, _stream, _member))
        {
            _rows.Add((start, bytes.Length, key));
            yield return Parse(bytes, _rows.Count - 1);
        }
    }

    /// <inheritdoc/>
    public Row Read(long place)
    {
        var (start, length, _) = _rows[(int)place];
        var bytes = new byte[length];
        _stream.Position = start;
        var read = _stream.ReadAtLeast(bytes, length, throwOnEndOfStream: false);
        try
        {
            return Parse(bytes.AsMemory(0, read), place);
        }
        catch (DataSetException e)
        {
            throw new SampleException(e.Message, e);
        }
    }

    /// <inheritdoc/>
    public void WritePlaces(BinaryWriter writer)
    {
        writer.WriteAll(_columns.All);
        writer.WriteRising([.. _rows.Select(r => r.Start)]);
        foreach (var (_, length, key) in _rows)
        {
            writer.Write7BitEncodedInt(length);
            writer.WriteOptional(key);
        }
    }

    /// <inheritdoc/>
    public void ReadPlaces(BinaryReader reader)
    {
        _columns.Add(reader.ReadAll());
        _rows.Clear();
        _rows.AddRange(reader.ReadRising().Select(start => (start, reader.Read7BitEncodedInt(), reader.ReadOptional())));
    }

    /// <inheritdoc/>
    public void Dispose() => _stream.Dispose();

    private KeyedRow Parse(ReadOnlyMemory<byte> bytes, long place)
    {
        var key = _rows[(int)place].Key;
        var where = string.Create(CultureInfo.InvariantCulture, $"{Path} {(key is null ? "row " : "")}{key ?? $"{place + 1}"}: ");
        var fields = JsonCells.ParseObject(bytes, where);
        _columns.Add(fields, where);
        return new KeyedRow(new JsonRow(fields, place, where, Path), key);
    }

    private sealed class KeyedRow(Row row, string? key) : RowView(row)
    {
        public override Cell this[string column] => key is not null && column == KeyColumn && !base.Has(column) ? new Cell(key) : base[column];
    }
}

/// <summary>Finds the rows of a JSON document, reading it in pieces.</summary>
/// <param name="path">The file, for messages.</param>
/// <param name="stream">The file.</param>
/// <param name="member">The member of the outermost object whose list holds the rows; null for the outermost value.</param>
internal sealed class JsonRowScan(string path, FileStream stream, string? member)
{
    private readonly int _depth = member is null ? 1 : 2;
    private readonly List<(int Start, int Length, string? Key)> _found = [];
    private JsonReaderState _state = new(new JsonReaderOptions { MaxDepth = 256 });
    private byte[] _buffer = new byte[1 << 16];
    private long _start;
    private int _filled;
    private int _at;
    private int? _rowStart;
    private bool _inRows = member is null;
    private string? _name;
    private bool _isObject;

    /// <summary>Names of the outermost object's members that are lists, as far as it was read.</summary>
    public List<string> Lists { get; } = [];

    /// <summary>Whether the outermost object, as far as it was read, has members that are no objects.</summary>
    public bool HasOthers { get; private set; }

    /// <summary>The rows' bytes; each is valid until the next is asked for.</summary>
    /// <exception cref="DataSetException">The file is no JSON document, or a row is longer than one may be.</exception>
    public IEnumerator<(long Start, ReadOnlyMemory<byte> Bytes, string? Key)> GetEnumerator()
    {
        for (var more = true; more;)
        {
            more = Fill();
            Advance(isLast: !more);
            foreach (var row in _found)
                yield return (_start + row.Start, _buffer.AsMemory(row.Start, row.Length), row.Key);
        }
    }

    /// <summary>Reads on; what was read is kept from where the row in progress begins.</summary>
    private bool Fill()
    {
        var keep = _rowStart ?? _at;
        _buffer.AsSpan(keep, _filled - keep).CopyTo(_buffer);
        (_start, _filled, _at, _rowStart) = (_start + keep, _filled - keep, _at - keep, _rowStart is null ? null : 0);
        if (_filled == _buffer.Length)
        {
            if (_filled >= DataFile.MaxRowBytes)
                throw new DataSetException($"{path}: a row is longer than 256 MiB; write one object a line into a .jsonl file");
            Array.Resize(ref _buffer, _buffer.Length * 2);
        }
        try
        {
            stream.Position = _start + _filled;
            var read = stream.Read(_buffer, _filled, _buffer.Length - _filled);
            if (_start == 0 && _at == 0 && _filled == 0 && _buffer.AsSpan(0, read) is [0xef, 0xbb, 0xbf, ..])
                _at = 3;
            _filled += read;
            return read > 0;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DataSetException($"{path}: cannot be read: {e.Message}", e);
        }
    }

    private void Advance(bool isLast)
    {
        _found.Clear();
        try
        {
            var reader = new Utf8JsonReader(_buffer.AsSpan(_at, _filled - _at), isLast, _state);
            while (reader.Read())
                Take(ref reader, _at + (int)reader.TokenStartIndex, _at + (int)reader.BytesConsumed);
            _at += (int)reader.BytesConsumed;
            _state = reader.CurrentState;
        }
        catch (JsonException e)
        {
            throw new DataSetException($"{path} line {(e.LineNumber ?? 0) + 1}: is not JSON; is the file cut off?", e);
        }
        catch (InvalidOperationException e)
        {
            throw new DataSetException($"{path}: a name {JsonCells.HalfCharacter}", e);
        }
    }

    private void Take(ref Utf8JsonReader reader, int start, int end)
    {
        var (token, depth) = (reader.TokenType, reader.CurrentDepth);
        if (depth == 0)
            _isObject |= token == JsonTokenType.StartObject;
        else if (depth == 1 && token == JsonTokenType.PropertyName)
            _name = reader.GetString();
        else if (depth == 1 && _isObject && token is JsonTokenType.StartArray or JsonTokenType.EndArray)
            TakeList(token == JsonTokenType.StartArray);
        else if (depth == 1 && _isObject && token is not (JsonTokenType.StartObject or JsonTokenType.EndObject))
            HasOthers = true;
        if (!_inRows || depth != _depth)
            return;
        if (token == JsonTokenType.StartObject)
            _rowStart = start;
        else if (token == JsonTokenType.EndObject && _rowStart is { } rowStart)
        {
            _found.Add((rowStart, end - rowStart, _isObject && member is null ? _name : null));
            _rowStart = null;
        }
    }

    private void TakeList(bool begins)
    {
        HasOthers = true;
        if (begins)
            Lists.Add(_name!);
        if (member is not null)
            _inRows = begins && _name == member;
    }
}
