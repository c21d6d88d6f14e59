using System.Globalization;
using CsvHelper;

namespace TaLo.Tasks;

/// <summary>An open TSV file, quoted as pandas writes it, whose rows can be read from any row's offset.</summary>
internal sealed class TsvFile : IDisposable
{
    /// <summary>A longer row is a quote that is never closed, not an image.</summary>
    public const int MaxRowBytes = 256 << 20;

    private readonly FileStream _stream;
    private readonly CsvReaderOptions _options;

    private TsvFile(string path, FileStream stream)
    {
        Path = path;
        _stream = stream;
        _options = new CsvReaderOptions
        {
            Separator = '\t',
            DetectSeparatorHint = false,
            HasHeader = false,
            TrimWhitespace = false,
            TrackLineNumbers = true,
            PoolStrings = true,
            MaxRecordSize = MaxRowBytes,
            MalformedData = CsvMalformedDataHandling.Recover,
            OnMalformedRecord = RefuseOpenQuote,
        };
    }

    public string Path { get; }

    public string Name => System.IO.Path.GetFileNameWithoutExtension(Path);

    public string Folder => System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(Path)) ?? "/";

    public static TsvFile Open(string path)
    {
        if (Directory.Exists(path)) throw new DataSetException($"{path}: is a directory; name the TSV file in it");
        try
        {
            SpecialFile.Refuse(path);
            var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 0);
            var problem = WhyNot(stream);
            if (problem is null) return new TsvFile(path, stream);
            stream.Dispose();
            throw new DataSetException(path + problem);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new DataSetException($"{path}: no such file; check the path", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new DataSetException($"{path}: cannot be opened: {e.Message}", e);
        }
    }

    /// <summary>A reader whose first row begins at an offset. Only one reader may be in use at a time.</summary>
    public CsvReader RowsFrom(long offset)
    {
        _stream.Position = offset;
        return CsvReader.Create(_stream, _options, leaveOpen: true);
    }

    /// <summary>A reader that stands on the row of one sample.</summary>
    /// <exception cref="SampleException">Another row stands there now.</exception>
    public CsvReader ReadRow(string index, TsvPlace place, TsvColumns columns)
    {
        var rows = RowsFrom(place.Offset);
        try
        {
            if (rows.Read() && rows.FieldCount == columns.Count && rows.GetString(columns.Index) == index) return rows;
            throw new SampleException(Describe(index, place) + "the file has changed since it was opened; open it again");
        }
        catch
        {
            rows.Dispose();
            throw;
        }
    }

    /// <summary>The beginning of a message about one row.</summary>
    public string Describe(string index, TsvPlace place) =>
        string.Create(CultureInfo.InvariantCulture, $"{Path} line {place.Line} (index {index}): ");

    public void Dispose() => _stream.Dispose();

    private static string? WhyNot(FileStream stream)
    {
        if (!stream.CanSeek) return ": is not a regular file; save the data set to a file first";
        // CsvHelper would transcode such a file, and its offsets would not be the file's.
        var isUtf16 = (stream.ReadByte(), stream.ReadByte()) is (0xff, 0xfe) or (0xfe, 0xff);
        return isUtf16 ? " line 1: is not UTF-8 text but UTF-16; save the file as UTF-8 TSV" : null;
    }

    private void RefuseOpenQuote(CsvMalformedRecord record)
    {
        if (record.Reason != CsvMalformedReason.UnterminatedQuote) return;
        throw new DataSetException(string.Create(CultureInfo.InvariantCulture,
            $"{Path} line {record.LineNumber}: a quote opens here and is never closed; is the file cut off?"));
    }
}
