namespace TaLo.Scoring;

/// <summary>What generated answers are like, counted. All zero where none was generated.</summary>
/// <param name="Generated">Answers that were generated.</param>
/// <param name="WithOptions">Of these, to questions with options.</param>
/// <param name="Unmatched">Of those with options, the ones that name none, and count as wrong.</param>
/// <param name="CutOff">Of all, the ones that reached their limit of tokens.</param>
/// <param name="Score">Sum of their scores, each 0…1.</param>
public readonly record struct AnswerCounts(int Generated, int WithOptions, int Unmatched, int CutOff, double Score)
{
    /// <summary>The mean score, 0…1: unlike accuracy it counts a half-right answer as half; NaN without answers.</summary>
    public double MeanScore => Score / Generated;

    /// <summary>Counts passes.</summary>
    public static AnswerCounts Of(IEnumerable<ScoredPass> passes)
    {
        ArgumentNullException.ThrowIfNull(passes);
        AnswerCounts sum = default;
        foreach (var pass in passes)
        {
            if (pass.Generated is { } answer)
                sum += new AnswerCounts(1, pass.Letters.Length > 0 ? 1 : 0, pass.IsUnmatched ? 1 : 0, answer.IsCutOff ? 1 : 0, answer.Score);
        }

        return sum;
    }

    /// <summary>Both together.</summary>
    public static AnswerCounts operator +(AnswerCounts one, AnswerCounts other) => new(
        one.Generated + other.Generated, one.WithOptions + other.WithOptions, one.Unmatched + other.Unmatched, one.CutOff + other.CutOff,
        one.Score + other.Score);
}
