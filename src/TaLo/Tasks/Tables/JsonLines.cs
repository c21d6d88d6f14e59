using System.Globalization;
using System.Text.Json;

namespace TaLo.Tasks.Tables;

/// <summary>A file of JSON lines: an object in each. What is kept of it is where each line begins.</summary>
internal sealed class JsonLines : ITable
{
    private readonly FileStream _stream;
    private readonly ColumnNames _columns = new();
    private readonly List<long> _starts = [];

    private JsonLines(string path, FileStream stream) => (Path, _stream) = (path, stream);

    /// <inheritdoc/>
    public string Path { get; }

    /// <inheritdoc/>
    public IReadOnlyList<string> Columns => _columns.All;

    /// <summary>Opens a file; its lines are not read yet.</summary>
    /// <exception cref="DataSetException">It cannot be opened.</exception>
    public static JsonLines Open(string path) => new(path, DataFile.Open(path));

    /// <inheritdoc/>
    public IEnumerable<Row> Scan()
    {
        _starts.Clear();
        foreach (var (start, bytes) in new LineScan(Path, _stream))
        {
            _starts.Add(start);
            if (bytes.Span.IsWhiteSpace())
                continue;
            yield return Parse(bytes, _starts.Count);
        }
    }

    /// <inheritdoc/>
    public Row Read(long place)
    {
        var end = place + 1 < _starts.Count ? _starts[(int)place + 1] : _stream.Length;
        var bytes = new byte[Math.Clamp(end - _starts[(int)place], 0, DataFile.MaxRowBytes)];
        _stream.Position = _starts[(int)place];
        var read = _stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        try
        {
            return Parse(bytes.AsMemory(0, read), place + 1);
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
        writer.WriteRising(_starts);
    }

    /// <inheritdoc/>
    public void ReadPlaces(BinaryReader reader)
    {
        _columns.Add(reader.ReadAll());
        _starts.Clear();
        _starts.AddRange(reader.ReadRising());
    }

    /// <inheritdoc/>
    public void Dispose() => _stream.Dispose();

    private JsonRow Parse(ReadOnlyMemory<byte> bytes, long line)
    {
        var where = string.Create(CultureInfo.InvariantCulture, $"{Path} line {line}: ");
        var row = new JsonRow(JsonCells.ParseObject(bytes, where), line - 1, where, Path);
        _columns.Add(row.Fields, row.Where);
        return row;
    }
}

/// <summary>Takes a file apart into lines of bytes, with where each begins.</summary>
internal sealed class LineScan(string path, FileStream stream)
{
    /// <summary>The lines; each is valid until the next is asked for.</summary>
    /// <exception cref="DataSetException">A line is longer than a row may be, or the file cannot be read.</exception>
    public IEnumerator<(long Start, ReadOnlyMemory<byte> Bytes)> GetEnumerator()
    {
        var buffer = new byte[1 << 16];
        var (start, filled, line) = (0L, 0, 1);
        while (Fill(start, ref buffer, ref filled, line))
        {
            var at = start == 0 && buffer.AsSpan(0, filled).StartsWith(Bom) ? Bom.Length : 0;
            for (int end; at < filled && (end = buffer.AsSpan(at, filled - at).IndexOf((byte)'\n')) >= 0; at += end + 1, line++)
                yield return (start + at, buffer.AsMemory(at, end));
            var rest = filled - at;
            if (rest > 0 && start + filled == stream.Length)
            {
                yield return (start + at, buffer.AsMemory(at, rest));
                yield break;
            }
            buffer.AsSpan(at, rest).CopyTo(buffer);
            (start, filled) = (start + at, rest);
        }
    }

    private static ReadOnlySpan<byte> Bom => [0xef, 0xbb, 0xbf];

    private bool Fill(long start, ref byte[] buffer, ref int filled, int line)
    {
        if (filled == buffer.Length)
        {
            if (filled >= DataFile.MaxRowBytes)
                throw new DataSetException(string.Create(CultureInfo.InvariantCulture, $"{path} line {line}: is longer than 256 MiB; is this a file of JSON lines?"));
            Array.Resize(ref buffer, buffer.Length * 2);
        }
        try
        {
            stream.Position = start + filled;
            var read = stream.Read(buffer, filled, buffer.Length - filled);
            filled += read;
            return read > 0;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DataSetException($"{path}: cannot be read: {e.Message}", e);
        }
    }
}

/// <summary>The columns that were met, in the order in which they first came.</summary>
internal sealed class ColumnNames
{
    private readonly HashSet<string> _known = [];
    private readonly List<string> _all = [];

    public IReadOnlyList<string> All => _all;

    /// <exception cref="DataSetException">A name is none; the message begins with <paramref name="where"/>.</exception>
    public void Add(JsonElement fields, string where)
    {
        try
        {
            foreach (var field in fields.EnumerateObject())
                Add(field.Name);
        }
        catch (InvalidOperationException e)
        {
            throw new DataSetException(where + $"a name {JsonCells.HalfCharacter}", e);
        }
    }

    public void Add(IEnumerable<string> names)
    {
        foreach (var name in names)
            Add(name);
    }

    private void Add(string name)
    {
        if (_known.Add(name))
            _all.Add(name);
    }
}
