using System.Globalization;
using System.Text.Unicode;
using CsvHelper;

namespace TaLo.Tasks;

/// <summary>What is kept of a file in memory: its columns, and each row's index, task, cluster and place.</summary>
internal sealed class TsvCatalogue
{
    private readonly List<SampleRef> _samples = [];
    private readonly Dictionary<string, TsvPlace> _places = [];

    private TsvCatalogue(TsvColumns columns) => Columns = columns;

    public TsvColumns Columns { get; }

    public IReadOnlyList<SampleRef> Samples => _samples;

    /// <summary>Reads the whole file once.</summary>
    /// <param name="file">The file.</param>
    /// <param name="required">Columns that it must have.</param>
    /// <exception cref="DataSetException">The file is no such data set.</exception>
    public static TsvCatalogue Read(TsvFile file, IReadOnlyList<string> required)
    {
        using var rows = file.RowsFrom(0);
        try
        {
            if (!rows.Read()) throw new DataSetException($"{file.Path}: the file is empty");
            CheckText(file, rows);
            var catalogue = new TsvCatalogue(TsvColumns.From(file.Path, rows, required));
            var clusters = new TsvClusters(catalogue.Columns, file.Name);
            while (rows.Read())
            {
                CheckText(file, rows);
                catalogue.Add(file, rows, clusters);
            }
            if (catalogue._samples.Count > 0) return catalogue.Joined(clusters);
            throw new DataSetException($"{file.Path}: no rows after the header; is the file cut off?");
        }
        catch (CsvFormatException e)
        {
            var limit = (TsvFile.MaxRowBytes >> 20).ToString(CultureInfo.InvariantCulture);
            throw new DataSetException(
                Line(file, e.LineNumber) + $"{e.Message} (at most {limit} MiB; is a quote never closed?)", e);
        }
    }

    public TsvPlace? Find(string index) => _places.TryGetValue(index, out var place) ? place : null;

    private static string Line(TsvFile file, long line) =>
        string.Create(CultureInfo.InvariantCulture, $"{file.Path} line {line}: ");

    private static void CheckText(TsvFile file, CsvReader row)
    {
        if (!Utf8.IsValid(row.RawRecord) || row.RawRecord.Contains((byte)0))
            throw new DataSetException(Line(file, row.LineNumber) + "is not UTF-8 text; save the file as UTF-8 TSV");
    }

    private void Add(TsvFile file, CsvReader row, TsvClusters clusters)
    {
        if (row.FieldCount != Columns.Count)
        {
            throw new DataSetException(Line(file, row.LineNumber) + string.Create(CultureInfo.InvariantCulture,
                $"{row.FieldCount} fields where the header has {Columns.Count}; is a line break, a tab or a quote unquoted?"));
        }

        var place = new TsvPlace(row.ByteOffset, row.LineNumber, _samples.Count);
        if (TsvCell.Text(row, Columns.Index) is not { } index)
            throw new DataSetException(Line(file, place.Line) + "the index is empty; every row needs one");
        if (!_places.TryAdd(index, place))
        {
            throw new DataSetException(Line(file, place.Line) + string.Create(CultureInfo.InvariantCulture,
                $"index {index} was there before, on line {_places[index].Line}; every row needs its own"));
        }
        _samples.Add(new SampleRef(index, TsvCell.Text(row, Columns.Task) ?? file.Name,
            TsvCell.Text(row, Columns.TaskGroup), place.Offset));
        clusters.Add(row, index);
    }

    private TsvCatalogue Joined(TsvClusters clusters)
    {
        foreach (var (row, first) in clusters.Firsts(index => Find(index)?.Row).Index())
            _samples[row] = _samples[row] with { Cluster = _samples[first].Index };
        return this;
    }
}

/// <summary>Where a row stands in its file.</summary>
/// <param name="Offset">Its first byte.</param>
/// <param name="Line">Its first line, 1-based.</param>
/// <param name="Row">Its number among the rows, 0-based.</param>
internal readonly record struct TsvPlace(long Offset, long Line, int Row);
