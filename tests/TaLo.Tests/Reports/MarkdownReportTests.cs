using TaLo.Reports.Markdown;

namespace TaLo.Tests.Reports;

public class MarkdownReportTests
{
    [Fact]
    public void Should_Hold_What_The_Page_Holds()
    {
        var report = SomeReport.Of(7, 12);

        var text = MarkdownReport.Of(report);

        foreach (var heading in new[] { "Summary", "Task-Layer Interaction Vectors", "Choices and their evidence", "Stability", "Samples that changed", "The run" })
            Assert.Contains($"\n## {heading}\n", text, StringComparison.Ordinal);
        Assert.All(report.Tasks, t => Assert.True(text.Split($"| {t.Task} |").Length > 4, t.Task));
        Assert.Contains("```text\n{{question}}\nA. {{option}}\nAnswer with the letter only.\n```", text, StringComparison.Ordinal);
        Assert.Contains("| B | ✓ right | −1.61 (20 %) | → −0.51 (60 %) |", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Should_Escape_What_Would_Be_Markup()
    {
        var report = SomeReport.Of(2, 3) with { Title = "a | b\n# c <script> *d*", Facts = [new("x", [new("y", "one\n```\ntwo")])] };

        var text = MarkdownReport.Of(report);

        Assert.StartsWith("# a \\| b \\# c \\<script\\> \\*d\\*\n", text, StringComparison.Ordinal);
        Assert.Contains("````text\none\n```\ntwo\n````", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Should_Give_Every_Row_Of_A_Table_Its_Columns()
    {
        foreach (var table in MarkdownReport.Of(SomeReport.Of(5, 6)).Split("\n\n").Where(p => p.StartsWith("| ", StringComparison.Ordinal)))
            Assert.Single(table.Trim().Split('\n').Select(r => r.Count(c => c == '|')).Distinct());
    }
}
