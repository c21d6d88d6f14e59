using TaLo.Tasks;

namespace TaLo.Profiles;

/// <summary>How a task is asked: some of its questions' texts, kept with its profile so that other questions can be compared with them.</summary>
/// <param name="Examples">Different questions, the most frequent first; at most <see cref="MaxExamples"/>.</param>
public sealed record TaskQuestions(IReadOnlyList<string> Examples)
{
    /// <summary>As many examples at most.</summary>
    public const int MaxExamples = 48;

    /// <summary>As many characters of an example at most.</summary>
    public const int MaxLength = 300;

    /// <summary>From the questions of a task.</summary>
    public static TaskQuestions From(IEnumerable<string> questions) => new(
        [.. questions.Select(Shorten).Where(q => q.Length > 0).GroupBy(q => q).OrderByDescending(g => g.Count())
            .Select(g => g.Key).Take(MaxExamples)]);

    /// <summary>From samples of a data set; a sample that cannot be used is passed over.</summary>
    /// <param name="data">The data set.</param>
    /// <param name="indices">The samples' indices.</param>
    public static TaskQuestions From(IDataSet data, IEnumerable<string> indices)
    {
        var wanted = indices.ToHashSet();
        return From(data.Samples.Where(s => wanted.Contains(s.Index)).Select(s => Question(data, s)).OfType<string>());
    }

    private static string Shorten(string question)
    {
        var text = question.Trim();
        if (text.Length <= MaxLength)
            return text;
        return char.IsHighSurrogate(text[MaxLength - 1]) ? text[..(MaxLength - 1)] : text[..MaxLength];
    }

    private static string? Question(IDataSet data, SampleRef sample)
    {
        try
        {
            return data.LoadAnswered(sample).Question.Text;
        }
        catch (SampleException)
        {
            return null;
        }
    }
}
