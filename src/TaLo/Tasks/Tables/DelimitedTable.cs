using System.Globalization;
using System.Text;
using System.Text.Unicode;
using CsvHelper;

namespace TaLo.Tasks.Tables;

/// <summary>
/// A file of separated values, quoted as pandas writes them and read as pandas reads them: what it takes for a missing value is
/// missing. What is kept of it is where each row begins.
/// </summary>
internal sealed class DelimitedTable : ITable
{
    private readonly FileStream _stream;
    private readonly CsvReaderOptions _options;
    private readonly Dictionary<string, int> _columns = [];
    private readonly List<(long Offset, long Line)> _rows = [];

    private DelimitedTable(string path, FileStream stream, char separator)
    {
        (Path, _stream) = (path, stream);
        _options = new CsvReaderOptions
        {
            Separator = separator,
            DetectSeparatorHint = false,
            HasHeader = false,
            TrimWhitespace = false,
            TrackLineNumbers = true,
            PoolStrings = true,
            MaxRecordSize = DataFile.MaxRowBytes,
            MalformedData = CsvMalformedDataHandling.Recover,
            OnMalformedRecord = RefuseOpenQuote,
        };
    }

    /// <inheritdoc/>
    public string Path { get; }

    /// <inheritdoc/>
    public IReadOnlyList<string> Columns => [.. _columns.Keys];

    /// <summary>Opens a file and reads its header.</summary>
    /// <param name="path">The file.</param>
    /// <param name="separators">What may stand between values; the one that the header has most of does.</param>
    /// <exception cref="DataSetException">It cannot be opened, or has no header.</exception>
    public static DelimitedTable Open(string path, params ReadOnlySpan<char> separators)
    {
        var stream = DataFile.Open(path);
        try
        {
            var start = new byte[1 << 14];
            var header = start.AsSpan(0, stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false));
            // CsvHelper would transcode such a file, and its offsets would not be the file's.
            if (DataFile.WhyNoUtf8(header) is { } why)
                throw new DataSetException($"{path} line 1: {why}");
            var line = header[..(header.IndexOf((byte)'\n') is >= 0 and var end ? end : header.Length)];
            var separator = separators[0];
            foreach (var other in separators)
                separator = line.Count((byte)other) > line.Count((byte)separator) ? other : separator;
            var table = new DelimitedTable(path, stream, separator);
            table.ReadHeader();
            return table;
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public IEnumerable<Row> Scan()
    {
        _rows.Clear();
        using var reader = RowsFrom(0);
        Advance(reader);
        while (Advance(reader))
        {
            if (reader.FieldCount != _columns.Count)
            {
                throw new DataSetException(Line(reader.LineNumber) + string.Create(CultureInfo.InvariantCulture,
                    $"{reader.FieldCount} fields where the header has {_columns.Count}; is a line break, a separator or a quote unquoted?"));
            }
            _rows.Add((reader.ByteOffset, reader.LineNumber));
            yield return new DelimitedRow(this, reader, _rows.Count - 1);
        }
    }

    /// <inheritdoc/>
    public Row Read(long place)
    {
        try
        {
            using var reader = RowsFrom(_rows[(int)place].Offset);
            if (!reader.Read() || reader.FieldCount != _columns.Count)
                throw new SampleException(Line(_rows[(int)place].Line) + "the file has changed since it was opened; open it again");
            return new DelimitedRow(this, reader, place).Keep();
        }
        catch (CsvFormatException e)
        {
            throw new SampleException(Line(_rows[(int)place].Line) + $"cannot be read: {e.Message}", e);
        }
    }

    /// <inheritdoc/>
    public void WritePlaces(BinaryWriter writer)
    {
        writer.WriteRising([.. _rows.Select(r => r.Offset)]);
        writer.WriteRising([.. _rows.Select(r => r.Line)]);
    }

    /// <inheritdoc/>
    public void ReadPlaces(BinaryReader reader)
    {
        _rows.Clear();
        _rows.AddRange(reader.ReadRising().Zip(reader.ReadRising()));
    }

    /// <inheritdoc/>
    public void Dispose() => _stream.Dispose();

    private void ReadHeader()
    {
        using var header = RowsFrom(0);
        if (!Advance(header))
            throw new DataSetException($"{Path}: the file is empty");
        for (var i = 0; i < header.FieldCount; i++)
        {
            if (!_columns.TryAdd(header.GetString(i), i))
                throw new DataSetException($"{Path} line 1: two columns are called '{header.GetString(i)}'; rename one");
        }
    }

    private CsvReader RowsFrom(long offset)
    {
        _stream.Position = offset;
        return CsvReader.Create(_stream, _options, leaveOpen: true);
    }

    private bool Advance(CsvReader reader)
    {
        try
        {
            if (!reader.Read())
                return false;
            return Utf8.IsValid(reader.RawRecord) && !reader.RawRecord.Contains((byte)0) ? true
                : throw new DataSetException(Line(reader.LineNumber) + "is not UTF-8 text; save the file as UTF-8");
        }
        catch (CsvFormatException e)
        {
            throw new DataSetException(Line(e.LineNumber) + $"{e.Message} (at most {DataFile.MaxRowBytes >> 20} MiB; is a quote never closed?)", e);
        }
    }

    private string Line(long line) => string.Create(CultureInfo.InvariantCulture, $"{Path} line {line}: ");

    private void RefuseOpenQuote(CsvMalformedRecord record)
    {
        if (record.Reason == CsvMalformedReason.UnterminatedQuote)
            throw new DataSetException(Line(record.LineNumber) + "a quote opens here and is never closed; is the file cut off?");
    }

    /// <summary>A row as the reader has it, until it goes on; kept, on its own.</summary>
    private sealed class DelimitedRow(DelimitedTable table, CsvReader reader, long place) : Row
    {
        private byte[][]? _kept;

        public override long Place => place;

        public override string Where => table.Line(table._rows[(int)place].Line);

        public override string File => table.Path;

        public override long Number => place + 1;

        public override Cell this[string column] =>
            Utf8(column) is { IsEmpty: false } ? new Cell(Encoding.UTF8.GetString(Whole(table._columns[column]))) : default;

        public override bool Has(string column) => !Utf8(column).IsEmpty;

        public override ReadOnlySpan<byte> Utf8(string column)
        {
            if (!table._columns.TryGetValue(column, out var at))
                return [];
            var cell = Whole(at);
            var trimmed = cell[Ascii.Trim(cell)];
            return PandasMissing.Is(trimmed) ? [] : trimmed;
        }

        public DelimitedRow Keep()
        {
            _kept = [.. Enumerable.Range(0, table._columns.Count).Select(i => reader.GetSpan(i).ToArray())];
            return this;
        }

        private ReadOnlySpan<byte> Whole(int column) => _kept is { } kept ? kept[column] : reader.GetSpan(column);
    }
}

/// <summary>What pandas reads as a missing value unless told otherwise.</summary>
internal static class PandasMissing
{
    private static readonly HashSet<string> Words =
    [
        "", "#N/A", "#N/A N/A", "#NA", "-1.#IND", "-1.#QNAN", "-NaN", "-nan", "1.#IND", "1.#QNAN", "<NA>", "N/A", "NA", "NULL", "NaN",
        "None", "n/a", "nan", "null",
    ];

    private const int Longest = 8;

    /// <summary>Whether a cell is missing.</summary>
    public static bool Is(ReadOnlySpan<byte> cell) => cell.Length <= Longest && Words.Contains(Encoding.UTF8.GetString(cell));
}
