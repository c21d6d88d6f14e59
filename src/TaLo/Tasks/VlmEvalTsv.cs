using System.Globalization;
using CsvHelper;
using TaLo.Models;

namespace TaLo.Tasks;

/// <summary>
/// A data set in VLMEvalKit's TSV format. Opening reads the file once and keeps only the catalogue; memory grows with
/// the number of rows and the longest row, never with the file.
/// </summary>
public sealed class VlmEvalTsv : IDataSet
{
    private readonly TsvFile _file;
    private readonly TsvCatalogue _catalogue;
    private readonly TsvImages _images;
    private readonly Lock _lock = new();

    private VlmEvalTsv(TsvFile file, string fingerprint, TsvCatalogue catalogue)
    {
        _file = file;
        _catalogue = catalogue;
        _images = new TsvImages(file, catalogue);
        Fingerprint = fingerprint;
    }

    /// <inheritdoc />
    public string Name => _file.Name;

    /// <inheritdoc />
    public string Fingerprint { get; }

    /// <inheritdoc />
    public IReadOnlyList<SampleRef> Samples => _catalogue.Samples;

    /// <summary>Opens a data set file and reads its catalogue.</summary>
    /// <param name="path">The TSV file.</param>
    /// <param name="fingerprintCache">Where fingerprints are remembered; null for the user's own cache.</param>
    /// <exception cref="DataSetException">The file cannot be read or is no such data set; the message says where and what to do.</exception>
    public static VlmEvalTsv Open(string path, string? fingerprintCache = null) =>
        Open(path, TsvColumns.ForScoring, fingerprintCache);

    /// <summary>Opens a data set file to ask its questions: it may lack options and answers.</summary>
    /// <inheritdoc cref="Open(string, string?)"/>
    public static VlmEvalTsv OpenQuestions(string path) => Open(path, TsvColumns.ForAsking, null);

    private static VlmEvalTsv Open(string path, IReadOnlyList<string> required, string? fingerprintCache)
    {
        var file = TsvFile.Open(path);
        try
        {
            var catalogue = TsvCatalogue.Read(file, required);
            return new VlmEvalTsv(file, FileFingerprint.Of(path, fingerprintCache), catalogue);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            file.Dispose();
            throw new DataSetException($"{path}: cannot be read: {e.Message}", e);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <inheritdoc />
    /// <remarks>Calls may come from several threads; they are served one after another.</remarks>
    public VqaSample Load(SampleRef sample) => Read(sample, place =>
    {
        var question = ReadQuestion(sample, place, out var answerCell);
        var where = _file.Describe(sample.Index, place);
        if (question.Options.Count < 2)
        {
            var count = question.Options.Count.ToString(CultureInfo.InvariantCulture);
            throw new SampleException(where + $"open question ({count} options); letter scoring needs options");
        }
        var answer = AnswerLetter.Find(answerCell, question.Options, where);
        return new VqaSample(sample.Index, sample.Task, sample.TaskGroup, question, answer) { Cluster = sample.Cluster };
    });

    /// <inheritdoc />
    /// <remarks>Calls may come from several threads; they are served one after another.</remarks>
    public AskedQuestion LoadQuestion(SampleRef sample) => Read(sample, place =>
    {
        var question = ReadQuestion(sample, place, out var answer);
        return new AskedQuestion(question, answer is null ? [] : [answer]);
    });

    /// <inheritdoc />
    public void Dispose() => _file.Dispose();

    private T Read<T>(SampleRef sample, Func<TsvPlace, T> read)
    {
        lock (_lock)
        {
            var place = _catalogue.Find(sample.Index)
                ?? throw new SampleException($"{_file.Path}: no row has index {sample.Index}");
            try
            {
                return read(place);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or CsvFormatException)
            {
                throw new SampleException(_file.Describe(sample.Index, place) + $"cannot be read: {e.Message}", e);
            }
        }
    }

    private VqaQuestion ReadQuestion(SampleRef sample, TsvPlace place, out string? answer)
    {
        var columns = _catalogue.Columns;
        using var row = _file.ReadRow(sample.Index, place, columns);
        var text = TsvCell.Text(row, columns.Question)
            ?? throw new SampleException(_file.Describe(sample.Index, place) + "the question is empty");
        answer = TsvCell.Text(row, columns.Answer);
        return new VqaQuestion(text, TsvCell.Text(row, columns.Hint), columns.ReadOptions(row), _images.Read(sample.Index));
    }
}
