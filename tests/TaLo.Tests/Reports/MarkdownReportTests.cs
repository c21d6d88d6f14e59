using TaLo.Models;
using TaLo.Reports.Html;
using TaLo.Reports.Markdown;
using TaLo.Statistics;
using TaLo.Tests.Profiles;

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
        Assert.Contains("\\{\\{question\\}\\} A. \\{\\{option\\}\\} Answer with the letter only.\n", text, StringComparison.Ordinal);
        Assert.Contains("| B | ✓ right | −1.61 (20 %) | → −0.51 (60 %) |", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Should_Escape_What_Would_Be_Markup()
    {
        var report = SomeReport.Of(2, 3) with { Title = "a | b\n# c <script> *d*", Facts = [new("x", [new("y", "one\n```\ntwo")])] };

        var text = MarkdownReport.Of(report);

        Assert.StartsWith("# a \\| b \\# c \\<script\\> \\*d\\*\n", text, StringComparison.Ordinal);
        Assert.Contains("- y: one \\`\\`\\` two\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Should_Show_The_Steps_To_A_Set_As_The_Page_Does()
    {
        var report = SomeReport.Of(2, 6);
        Assert.DoesNotContain("Sets of layers", MarkdownReport.Of(report) + HtmlReport.Of(report), StringComparison.Ordinal);
        Knockout first = new(3, Module.Attention), second = new(1, Module.Attention);
        var profile = SomeProfile.Of(report.Tasks[0].Task, 3) with
        {
            Steps =
            [
                new(first, new PairedComparison(20, 10, 6, 0), 0.004, new PairedComparison(20, 10, 8, 1), true, "kept: 8 fixed"),
                new(second, null, null, new PairedComparison(20, 17, 2, 1), false, "not kept: 2 fixed"),
            ],
        };
        report = report with { Tasks = [report.Tasks[0] with { Sets = profile }, report.Tasks[1]] };

        var text = MarkdownReport.Of(report);
        Assert.Contains($"| {profile.Task} | attention 3 | 1 | attention 3 | 0.004 | 20 | 50.0 % | 85.0 % | 8 | 1 | +35.0 |", text, StringComparison.Ordinal);
        Assert.Contains("| 2 | attention 1 | – | 20 | 85.0 % | 90.0 % | 2 | 1 | +5.0 |", text, StringComparison.Ordinal);
        Assert.Contains(Html.Parse(HtmlReport.Of(report)).All("td"), d => d.Value == "not kept: 2 fixed");
    }

    [Fact]
    public void Should_Give_Every_Row_Of_A_Table_Its_Columns()
    {
        foreach (var table in MarkdownReport.Of(SomeReport.Of(5, 6)).Split("\n\n").Where(p => p.StartsWith("| ", StringComparison.Ordinal)))
            Assert.Single(table.Trim().Split('\n').Select(r => r.Count(c => c == '|')).Distinct());
    }
}
