using TaLo.Tasks.Tables;

namespace TaLo.Tasks.Readers;

/// <summary>A data set whose rows stand in a table of a known form. Rows are read when asked for; memory grows with their number alone.</summary>
internal sealed class TableDataSet : IDataSet
{
    private readonly ITable _table;
    private readonly TableCatalogue _catalogue;
    private readonly Lock _lock = new();

    /// <summary>Reads the table's catalogue; the table is closed with the data set.</summary>
    /// <exception cref="DataSetException">The table is of no known form, or broken.</exception>
    public TableDataSet(ITable table, string name, string fingerprint, DataSetOptions options)
    {
        (_table, Name, Fingerprint) = (table, name, fingerprint);
        _catalogue = TableCatalogue.Read(table, options, row => Path.GetFileNameWithoutExtension(row.File));
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public string Fingerprint { get; }

    /// <inheritdoc/>
    public IReadOnlyList<SampleRef> Samples => _catalogue.Samples;

    /// <inheritdoc/>
    /// <remarks>Calls may come from several threads; they are served one after another.</remarks>
    public VqaSample Load(SampleRef sample)
    {
        lock (_lock)
        {
            var (where, draft) = Read(sample);
            if (draft.Options.Count < 2)
                throw new SampleException(where + "open question (no options); scoring needs options");
            if (draft.Right is not { } right)
                throw new SampleException(where + "has no answer; is this a test split without answers?");
            return new VqaSample(sample.Index, sample.Task, sample.TaskGroup, Question(draft), draft.Options[right].Letter)
            {
                Cluster = sample.Cluster,
            };
        }
    }

    /// <inheritdoc/>
    /// <remarks>Calls may come from several threads; they are served one after another.</remarks>
    public AskedQuestion LoadQuestion(SampleRef sample)
    {
        lock (_lock)
        {
            var draft = Read(sample).Draft;
            return new AskedQuestion(Question(draft), draft.Answers);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _table.Dispose();

    private static VqaQuestion Question(Draft draft) => new(draft.Text, draft.Hint, draft.Options, []);

    private (string Where, Draft Draft) Read(SampleRef sample)
    {
        try
        {
            var row = _catalogue.Columns.Rename(_table.Read(sample.Offset));
            return (row.Where, _catalogue.Form.Read(row));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SampleException($"{_table.Path} (index {sample.Index}): cannot be read: {e.Message}", e);
        }
    }
}
