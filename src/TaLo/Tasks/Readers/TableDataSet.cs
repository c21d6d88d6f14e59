using System.Security.Cryptography;
using System.Text;
using TaLo.Tasks.Tables;

namespace TaLo.Tasks.Readers;

/// <summary>A data set whose rows stand in a table of a known form. Rows are read when asked for; memory grows with their number alone.</summary>
internal sealed class TableDataSet : IDataSet
{
    private readonly ITable _table;
    private readonly TableCatalogue _catalogue;
    private readonly Lazy<bool> _namesImages;
    private readonly Lock _lock = new();

    /// <summary>Reads the table's catalogue; the table is closed with the data set.</summary>
    /// <param name="table">The table.</param>
    /// <param name="name">The data set's name.</param>
    /// <param name="title">What it is known by, where its name says nothing.</param>
    /// <param name="fingerprint">The fingerprint of its files, without the images that they name.</param>
    /// <param name="options">How it is to be read.</param>
    /// <param name="otherwise">The task of a row that names none.</param>
    /// <param name="kept">What an earlier reading found out, and where this one is kept; null for nowhere.</param>
    /// <exception cref="DataSetException">The table is of no known form, or broken.</exception>
    public TableDataSet(ITable table, string name, string title, string fingerprint, DataSetOptions options, Func<Row, string> otherwise, KeptCatalogue? kept)
    {
        (_table, Name) = (table, name);
        _catalogue = TableCatalogue.Read(table, options, new ImageFiles(name, options.Images), otherwise, kept);
        Metric = UsualMetric.Of(_catalogue.Columns, title);
        _namesImages = new(() => Samples.Any(s => s.Traits.NamesImages));
        Fingerprint = _catalogue.ImagesHash is not { } images ? fingerprint
            : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{fingerprint}\n{images}")));
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public string Fingerprint { get; }

    /// <inheritdoc/>
    public IReadOnlyList<SampleRef> Samples => _catalogue.Samples;

    /// <inheritdoc/>
    public bool NamesImages => _namesImages.Value;

    /// <inheritdoc/>
    public string? UnreadImages => _catalogue.Images.Unread;

    /// <inheritdoc/>
    public AnswerMetric Metric { get; }

    /// <inheritdoc/>
    public Wording Wording => _catalogue.Form.Wording;

    /// <summary>Whether rows say what split they are of.</summary>
    public bool NamesSplits => _catalogue.Columns.First("split") is not null;

    /// <inheritdoc/>
    /// <remarks>Calls may come from several threads; they are served one after another.</remarks>
    public VqaSample Load(SampleRef sample) => Read(sample, (row, draft) =>
    {
        if (draft.Options.Count < 2)
            throw new SampleException(row.Where + $"open question ({Quantity.Of(draft.Options.Count, "option")}); scoring needs options, or --scoring generate");
        var answer = _catalogue.Answers.Right(draft, row.Where);
        return Sample(sample, row, draft) with { Answer = answer };
    });

    /// <inheritdoc/>
    /// <remarks>Calls may come from several threads; they are served one after another.</remarks>
    public VqaSample LoadAnswered(SampleRef sample) => Read(sample, (row, draft) =>
    {
        if (draft.Options.Count == 1)
            throw new SampleException(row.Where + "it has one option; there is nothing to choose");
        if (draft.Options.Count > 0)
            return Sample(sample, row, draft) with { Answer = _catalogue.Answers.Right(draft, row.Where) };
        List<string> accepted = [.. (draft.Annotations ?? draft.Answers).Select(a => a.Trim()).Where(a => a.Length > 0)];
        return accepted.Count > 0
            ? Sample(sample, row, draft) with { Accepted = accepted }
            : throw new SampleException(row.Where + "has no answer; is this a test split without answers?");
    });

    /// <inheritdoc/>
    /// <remarks>Calls may come from several threads; they are served one after another.</remarks>
    public AskedQuestion LoadQuestion(SampleRef sample) => Read(sample, (row, draft) => new AskedQuestion(
        Question(row, draft), draft.Options.Count == 0 ? draft.Answers : Letter(row, draft)));

    /// <inheritdoc/>
    public string Describe(SampleRef sample)
    {
        try
        {
            lock (_lock)
                return _catalogue.Row(sample).Where;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or DataSetException or SampleException)
        {
            return $"{_table.Path} (index {sample.Index}): ";
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_lock)
            _table.Dispose();
    }

    private IReadOnlyList<string> Letter(Row row, Draft draft)
    {
        try
        {
            return [_catalogue.Answers.Right(draft, row.Where).ToString()];
        }
        catch (SampleException)
        {
            return [];
        }
    }

    private VqaSample Sample(SampleRef sample, Row row, Draft draft) =>
        new(sample.Index, sample.Task, sample.TaskGroup, Question(row, draft), VqaSample.NoLetter)
        {
            Cluster = sample.Cluster,
            Circle = sample.Circle,
            Kind = draft.Options.Count == 0 ? QuestionKind.Open : AnswerReading.IsAskedYesNo(draft) ? QuestionKind.YesNo : QuestionKind.Options,
        };

    private VqaQuestion Question(Row row, Draft draft) => new(draft.Text, draft.Hint, draft.Options, _catalogue.Images.Read(row));

    private T Read<T>(SampleRef sample, Func<Row, Draft, T> read)
    {
        lock (_lock)
        {
            try
            {
                var row = _catalogue.Row(sample);
                return read(row, _catalogue.Answers.Complete(_catalogue.Form.Read(row)));
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or DataSetException)
            {
                throw new SampleException(e is DataSetException ? e.Message : $"{_table.Path} (index {sample.Index}): cannot be read: {e.Message}", e);
            }
        }
    }
}
