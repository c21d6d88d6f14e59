using System.Globalization;
using MathNet.Numerics.Distributions;
using TaLo.Scoring;
using TaLo.Statistics;

namespace TaLo.Selection;

/// <summary>
/// Tasks that the base model answers worse than guessing would, because something draws it to wrong options. What merely makes its answers
/// random is a gain there: damage looks like help.
/// </summary>
internal static class Guessing
{
    private const double Level = 0.05;

    /// <summary>
    /// One line where a task is such (exact binomial test, one-sided; of samples that belong together with counts divided by the
    /// <see cref="DesignEffect"/>), or none. Samples without options say nothing.
    /// </summary>
    /// <param name="answers">The base model's passes over the task's samples.</param>
    public static IReadOnlyList<string> NotesOn(IEnumerable<ScoredPass> answers)
    {
        List<ScoredPass> asked = [.. answers.Where(p => p.Letters.Length > 1)];
        if (asked.Count == 0)
            return [];
        var (right, guessing) = (asked.Count(p => p.Correct), asked.Average(p => 1.0 / p.Letters.Length));
        return !IsFewer(asked, guessing) ? [] : [string.Create(
            CultureInfo.InvariantCulture,
            $"the base model is right in {right} of {Quantity.Of(asked.Count, "sample")}, fewer than guessing comes to ({guessing:0%}): a bypass that only makes its answers random gains here, too")];
    }

    private static bool IsFewer(List<ScoredPass> asked, double guessing)
    {
        var counts = PairedComparison.Of([.. asked.Select(p => (p.OwnCluster, p.Correct, p.Correct))]);
        var effect = counts.Groups is null ? 1 : DesignEffect.OfBase(counts, 1 - (2 * Level));
        // One cluster alone says nothing.
        return !double.IsNaN(effect) && Binomial.CDF(guessing, (int)(counts.Samples / effect), Math.Ceiling(counts.BaseCorrect / effect)) <= Level;
    }
}
