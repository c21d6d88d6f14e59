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
    public static VlmEvalTsv Open(string path, string? fingerprintCache = null)
    {
        var file = TsvFile.Open(path);
        try
        {
            var catalogue = TsvCatalogue.Read(file);
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
    public VqaSample Load(SampleRef sample)
    {
        lock (_lock)
        {
            var place = _catalogue.Find(sample.Index)
                ?? throw new SampleException($"{_file.Path}: no row has index {sample.Index}");
            try
            {
                return Read(sample, place);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or CsvFormatException)
            {
                throw new SampleException(_file.Describe(sample.Index, place) + $"cannot be read: {e.Message}", e);
            }
        }
    }

    /// <inheritdoc />
    public void Dispose() => _file.Dispose();

    private VqaSample Read(SampleRef sample, TsvPlace place)
    {
        var where = _file.Describe(sample.Index, place);
        var columns = _catalogue.Columns;
        using var row = _file.ReadRow(sample.Index, place, columns);

        var question = TsvCell.Text(row, columns.Question) ?? throw new SampleException(where + "the question is empty");
        var options = columns.ReadOptions(row);
        if (options.Count < 2)
        {
            var count = options.Count.ToString(CultureInfo.InvariantCulture);
            throw new SampleException(where + $"open question ({count} options); letter scoring needs options");
        }
        var answer = AnswerLetter.Find(TsvCell.Text(row, columns.Answer), options, where);
        return new VqaSample(sample.Index, sample.Task, sample.TaskGroup, question, TsvCell.Text(row, columns.Hint),
            options, answer, _images.Read(sample.Index));
    }
}
