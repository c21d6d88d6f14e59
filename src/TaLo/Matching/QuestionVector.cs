namespace TaLo.Matching;

/// <summary>
/// A question as a direction: each word, with a mark at its beginning and end, gives its runs of 3 to 5 characters,
/// which share the word's weight. So inflections and misspellings stay near, in any script, and nothing is trained.
/// </summary>
public sealed class QuestionVector
{
    private const int Shortest = 3;
    private const int Longest = 5;

    private readonly Dictionary<string, double> _runs;

    private QuestionVector(Dictionary<string, double> runs)
    {
        var length = Math.Sqrt(runs.Values.Sum(x => x * x));
        _runs = length > 0 ? runs.ToDictionary(r => r.Key, r => r.Value / length) : runs;
    }

    /// <summary>The direction of a question; none where it has no word.</summary>
    public static QuestionVector Of(string question)
    {
        var sum = new Dictionary<string, double>();
        foreach (var word in QuestionTokenizer.Of(question))
        {
            var runs = Runs($"<{word}>").ToList();
            var share = QuestionTokenizer.Weight(word) / Math.Sqrt(runs.Count);
            foreach (var run in runs)
                sum[run] = sum.GetValueOrDefault(run) + share;
        }

        return new QuestionVector(sum);
    }

    /// <summary>The mean direction: what the questions have in common stands out, what varies between them fades.</summary>
    public static QuestionVector Mean(IEnumerable<QuestionVector> vectors)
    {
        var sum = new Dictionary<string, double>();
        foreach (var (run, share) in vectors.SelectMany(v => v._runs))
            sum[run] = sum.GetValueOrDefault(run) + share;
        return new QuestionVector(sum);
    }

    /// <summary>The cosine of the angle to another, 0…1.</summary>
    public double Cosine(QuestionVector other)
    {
        var (few, many) = _runs.Count <= other._runs.Count ? (_runs, other._runs) : (other._runs, _runs);
        return Math.Min(1, few.Sum(r => r.Value * many.GetValueOrDefault(r.Key)));
    }

    private static IEnumerable<string> Runs(string word)
    {
        for (var length = Shortest; length <= Longest; length++)
        {
            for (var i = 0; i + length <= word.Length; i++)
                yield return word.Substring(i, length);
        }
    }
}
