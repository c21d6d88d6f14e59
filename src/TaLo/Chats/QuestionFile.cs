using TaLo.Scoring;
using TaLo.Tasks;
using TaLo.Tasks.Readers;

namespace TaLo.Chats;

/// <summary>A file of questions to be asked one by one: JSON lines, read as they are asked, or any data set.</summary>
public static class QuestionFile
{
    /// <summary>The questions in the file's order; each is read when its function is called.</summary>
    /// <param name="path">A file of JSON lines, or a data set as <see cref="DataSets"/> opens it.</param>
    /// <param name="reading">How it is read; null for as it says itself.</param>
    /// <exception cref="DataSetException">The file cannot be read, or is of another kind.</exception>
    /// <remarks>A function throws <see cref="SampleException"/>, which names the line, where a question cannot be used.</remarks>
    public static IEnumerable<Func<FileQuestion>> Open(string path, DataSetOptions? reading = null)
    {
        reading = (reading ?? DataSetOptions.Default) with { Answered = false };
        return Path.GetExtension(path).ToLowerInvariant() is ".jsonl" or ".ndjson" && reading.Columns.Count == 0 && !HasOptions(path, reading)
            ? JsonQuestions.Open(path, reading.Images)
            : Samples(DataSets.Open(path, reading));
    }

    /// <summary>Whether lines are a data set with options; plain questions need not all be sound.</summary>
    private static bool HasOptions(string path, DataSetOptions reading)
    {
        try
        {
            using var data = DataSets.Open(path, reading);
            return data.Samples.Any(s => s.Traits.Kind == QuestionKind.Options);
        }
        catch (DataSetException)
        {
            return false;
        }
    }

    private static IEnumerable<Func<FileQuestion>> Samples(IDataSet data)
    {
        using (data)
        {
            foreach (var sample in data.Samples)
                yield return () =>
                {
                    var (question, answers) = data.LoadQuestion(sample);
                    return new FileQuestion(
                        sample.Index, PromptTemplate.Default.RenderText(question), question.Images, KnownAnswer.Of(question, answers))
                    {
                        Cluster = sample.Cluster,
                        Data = data,
                        Where = data.Describe(sample),
                    };
                };
        }
    }
}

/// <summary>A question of a file.</summary>
/// <param name="Id">Its id, unique in the file.</param>
/// <param name="Text">The question's text, options included.</param>
/// <param name="Images">Encoded image files.</param>
/// <param name="Known">The right answer, or null where the file does not know it.</param>
public sealed record FileQuestion(string Id, string Text, IReadOnlyList<ReadOnlyMemory<byte>> Images, KnownAnswer? Known = null)
{
    /// <summary>Questions of one cluster share an image or are copies of one another; null where it shares none.</summary>
    public string? Cluster { get; init; }

    /// <summary>The data set that it is a sample of, open while its questions are asked; null where it is of none.</summary>
    public IDataSet? Data { get; init; }

    /// <summary>The beginning of a message about it: where it stands.</summary>
    public required string Where { get; init; }
}
