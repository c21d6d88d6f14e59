using System.Text;
using TaLo.Reports.Tables;
using TaLo.Scoring;
using static TaLo.Reports.ReportText;

namespace TaLo.Reports.Markdown;

/// <summary>Samples that changed between right and wrong.</summary>
internal static class SamplesPart
{
    public static void Write(StringBuilder text, Report report, ReportLimits limits)
    {
        var tasks = report.Tasks.Where(t => t.Samples.Any(s => s.Passes.IsFixed || s.Passes.IsBroken)).ToList();
        if (tasks.Count == 0) return;
        text.Heading(2, "Samples that changed").Paragraph(Captions.Samples);
        foreach (var task in tasks)
        {
            text.Heading(3, $"{task.Task}: {Name(task.Chosen)} bypassed, {task.Samples.Count(s => s.Passes.IsFixed)} fixed, "
                + $"{task.Samples.Count(s => s.Passes.IsBroken)} broken");
            foreach (var sample in limits.Pick(task.Samples))
                Write(text, sample);
        }
    }

    private static void Write(StringBuilder text, ReportSample sample)
    {
        text.Append("**").Append(sample.Passes.IsFixed ? "fixed" : "broken").Append("**, sample ")
            .Append(MarkdownText.Inline(sample.Sample.Index)).Append(": ");
        text.Paragraph(sample.Sample.Question.Hint is { } hint ? $"{hint} {sample.Sample.Question.Text}" : sample.Sample.Question.Text);
        foreach (var said in sample.Said)
            text.Paragraph(said);
        if (sample.Sample.Question.Options.Count == 0)
            return;
        text.Table(new ReportTable(
            [new("Option"), new("Text"), new("Base", true), new("With bypass", true)],
            [.. sample.Sample.Question.Options.Select((o, i) => (IReadOnlyList<string>)
            [
                o.Letter.ToString(), (o.Letter == sample.Sample.Answer ? "✓ " : "") + o.Text,
                Answer(sample.Passes.Base, o.Letter, i), Answer(sample.Passes.Bypassed, o.Letter, i),
            ])]));
    }

    private static string Answer(ScoredPass pass, char letter, int place) =>
        (pass.Predicted == letter ? "→ " : "")
        + LogProbability(place < pass.LogProbabilities.Count ? pass.LogProbabilities[place] : double.NaN);
}
