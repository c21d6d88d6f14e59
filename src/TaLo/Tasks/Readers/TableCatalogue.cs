using TaLo.Tasks.Tables;

namespace TaLo.Tasks.Readers;

/// <summary>What is kept of a table in memory: its form, what its answers mean, and each row's index, task and place.</summary>
internal sealed class TableCatalogue
{
    /// <summary>Rows that are looked at to see what columns there are.</summary>
    private const int Glance = 100;

    private readonly ITable _table;
    private readonly Lazy<Dictionary<string, long>> _places;
    private bool _hasOwnIndices;

    private TableCatalogue(ITable table, DataSetOptions options, ImageFiles files)
    {
        _table = table;
        Columns = new Columns(table.Path, table.Columns, options);
        Form = SampleForms.Recognise(Columns, options.Answered);
        Answers = new AnswerReading(options.LabelsFrom);
        Images = new RowImages(Columns, files, table is DelimitedTable ? Find : null);
        _places = new(() => Samples.ToDictionary(s => s.Index, s => s.Place));
    }

    public Columns Columns { get; }

    public SampleForm Form { get; }

    public AnswerReading Answers { get; }

    public RowImages Images { get; }

    public IReadOnlyList<SampleRef> Samples { get; private set; } = [];

    /// <summary>A hash of the image files that rows name; null where they name none.</summary>
    public string? ImagesHash { get; private set; }

    /// <summary>Reads a whole table once, and once more where a later row has columns that the first ones had not.</summary>
    /// <param name="table">The table.</param>
    /// <param name="options">How it is to be read.</param>
    /// <param name="files">Where image files are looked for.</param>
    /// <param name="otherwise">The task of a row that names none.</param>
    /// <param name="kept">What an earlier reading found out, and where this one is kept; null for nowhere.</param>
    /// <exception cref="DataSetException">The table is broken, empty, or of no known form.</exception>
    public static TableCatalogue Read(ITable table, DataSetOptions options, ImageFiles files, Func<Row, string> otherwise, KeptCatalogue? kept)
    {
        TableCatalogue? known = null;
        if (kept?.Read(reader => (known = Recalled(table, options, files, reader)) is not null) == true)
            return known!;
        if (table.Scan().Take(Glance).ToList().Count == 0)
            throw new DataSetException($"{table.Path}: no rows; is the file cut off?");
        while (true)
        {
            var columns = table.Columns.Count;
            var catalogue = new TableCatalogue(table, options, files);
            using var images = new NamedImages(catalogue.Images);
            var rows = new CatalogueScan(table, catalogue, images, options, otherwise);
            (catalogue.Samples, catalogue._hasOwnIndices) = rows.Samples();
            catalogue.ImagesHash = images.Hash();
            if (table.Columns.Count != columns)
                continue;
            if (!images.NamesFiles)
                kept?.Write(catalogue.Write);
            return catalogue;
        }
    }

    /// <summary>A sample's row, by its plain names.</summary>
    /// <exception cref="SampleException">Another row stands there now.</exception>
    public Row Row(SampleRef sample)
    {
        var row = Columns.Rename(_table.Read(sample.Place));
        var id = Columns.First(Form.Index) is { } index ? row[index].Text : null;
        return !_hasOwnIndices || id == sample.Index ? new SampleRow(row, sample.Index)
            : throw new SampleException(row.Where + "the file has changed since it was opened; open it again");
    }

    private static TableCatalogue? Recalled(ITable table, DataSetOptions options, ImageFiles files, BinaryReader reader)
    {
        var form = reader.ReadString();
        table.ReadPlaces(reader);
        var catalogue = new TableCatalogue(table, options, files);
        if (catalogue.Form.Name != form)
            return null;
        catalogue._hasOwnIndices = reader.ReadBoolean();
        catalogue.Answers.Read(reader);
        catalogue.Samples = SampleRefFile.Read(reader);
        return catalogue;
    }

    private void Write(BinaryWriter writer)
    {
        writer.Write(Form.Name);
        _table.WritePlaces(writer);
        writer.Write(_hasOwnIndices);
        Answers.Write(writer);
        SampleRefFile.Write(writer, Samples);
    }

    private Row? Find(string index) => _places.Value.TryGetValue(index, out var place) ? Columns.Rename(_table.Read(place)) : null;
}

/// <summary>A row that says in messages which sample it is, where its number does not.</summary>
internal sealed class SampleRow(Row row, string index) : RowView(row)
{
    /// <inheritdoc/>
    public override string Where => base.Where.EndsWith($" {index}: ", StringComparison.Ordinal) ? base.Where : $"{base.Where.TrimEnd(' ', ':')} (index {index}): ";
}
