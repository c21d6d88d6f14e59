using TaLo.Selection;

namespace TaLo.Reports;

/// <summary>The outcome in a few sentences.</summary>
internal static class Summary
{
    public static IEnumerable<string> Of(Report report)
    {
        if (report.Tasks.Count == 0)
        {
            yield return "No task was adapted: this report shows the vectors only.";
            yield break;
        }

        var chosen = report.Tasks.Count(t => t.Chosen is not null);
        var decided = report.Tasks.Count(t => t.Decision.Verdict != Verdict.Skipped);
        yield return decided == 0 ? "No task was decided; the reasons stand below."
            : $"A layer is bypassed for {chosen} of {Quantity.Of(decided, "task")} decided; for the others no layer is, and the base model answers.";
        if (decided > 0 && decided < report.Tasks.Count)
            yield return $"{Quantity.Of(report.Tasks.Count - decided, "task")} skipped: nothing was decided there.";
        var judged = report.Tasks.Where(t => t.IsJudged).Select(t => t.HeldOut!).ToList();
        if (judged.Count == 0)
        {
            yield return "No choice was judged on held-out samples.";
            yield break;
        }

        var (gained, lost) = (judged.Count(e => e.Difference > 0), judged.Count(e => e.Difference < 0));
        yield return $"On samples that had no part in the choices, the mean change of accuracy over {Quantity.Of(judged.Count, "judged task")} "
            + $"is {ReportText.Points(judged.Average(e => e.Difference))} percentage points: {gained} gained, {lost} lost, "
            + $"{judged.Count - gained - lost} unchanged; {judged.Sum(e => e.Fixed)} of {Quantity.Of(judged.Sum(e => e.Samples), "sample")} fixed, "
            + $"{judged.Sum(e => e.Broken)} broken.";
    }
}
