namespace TaLo.Scoring;

/// <summary>What a pass that generated its answer knows beside the letters.</summary>
/// <param name="Text">The answer, without white space around it.</param>
/// <param name="Score">How right it is, 0…1: with options 1 or 0, else by the metric.</param>
/// <param name="IsCutOff">Whether it reached its limit of tokens, so that it may not have said what it was to say.</param>
/// <param name="Accepted">What an open question accepts, the same in every pass over the sample; none with options.</param>
public sealed record GeneratedScore(string Text, double Score, bool IsCutOff, IReadOnlyList<string> Accepted)
{
    /// <summary>Whether it counts as right: see <see cref="OpenAnswers.RightFrom"/>.</summary>
    public bool IsRight => Score >= OpenAnswers.RightFrom;

    /// <inheritdoc/>
    public bool Equals(GeneratedScore? other) => other is not null && Text == other.Text && Score.Equals(other.Score)
        && IsCutOff == other.IsCutOff && Accepted.SequenceEqual(other.Accepted);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Text, Score);
}
