namespace TaLo.Matching;

/// <summary>When a question counts as one of a task; the figures are measured in docs/matching.md.</summary>
public static class MatchRule
{
    /// <summary>A task must be as close as this.</summary>
    public const double Threshold = 0.72;

    /// <summary>Tasks that are less than this apart count as equally close.</summary>
    public const double Tie = 0.03;

    /// <summary>The place of the chosen one among the ranked, closest first, or null for none.</summary>
    /// <param name="ranked">Closeness of each, descending.</param>
    /// <param name="same">Whether two of them come to the same, by their places: then it does not matter which is taken.</param>
    public static int? Choose(IReadOnlyList<double> ranked, Func<int, int, bool> same)
    {
        if (ranked.Count == 0 || ranked[0] < Threshold)
            return null;
        var tied = Enumerable.Range(1, ranked.Count - 1).TakeWhile(i => ranked[0] - ranked[i] < Tie);
        return tied.All(i => same(0, i)) ? 0 : null;
    }
}
