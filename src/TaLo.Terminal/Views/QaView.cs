using TaLo.Statistics;
using TaLo.UseCases;

namespace TaLo.Terminal.Views;

/// <summary>What asking a file of questions came to, in words.</summary>
internal static class QaView
{
    /// <summary>Says how many answers are right, and of a comparison, how many the bypass changed and how sure its effect is.</summary>
    public static void Note(QaScore score, bool isComparison)
    {
        if (isComparison && score.Answers > 0)
            Messages.Note($"{score.Changed} of {score.Answers} answers changed by the bypass");
        if (score.Chose > 0)
            Messages.Note($"{score.Chose} of {Quantity.Of(score.Known, "question")} with a known answer may have chosen {(isComparison ? "the layer: not compared" : "what is bypassed, which flatters it")}");
        if (score.Compared is { } c)
            Messages.Note($"of {c.Size} whose right answer is known: base model {Numbers.Percent(c.BaseAccuracy)}, bypassed {Numbers.Percent(c.AdaptedAccuracy)}, "
                + $"{Numbers.Points(c.Difference, c.DifferenceInterval)} points, {c.Fixed} fixed, {c.Broken} broken, McNemar's exact p {Numbers.P(c.PValue)}");
        else if (isComparison ? score.Known > score.Chose : score.Known > 0)
            Messages.Note($"{score.Right} of {score.Known} right ({Numbers.Percent((double)score.Right / score.Known)})");
    }
}
