using System.Text;
using CsCheck;
using TaLo.Models;
using TaLo.Reports;
using TaLo.Reports.Html;
using TaLo.Reports.Markdown;
using TaLo.Scoring;
using TaLo.Vectors;

namespace TaLo.Tests.Reports;

public class HtmlReportTests
{
    private const string Evil = "</title></style><script>alert(1)</script><img src=x onerror='alert(2)'>\" onload=\"x & y";

    [Fact]
    public void Should_Show_Every_Task_And_Every_Part()
    {
        var report = SomeReport.Of(7, 12);

        var page = Html.Parse(HtmlReport.Of(report));

        Assert.Equal(
            ["summary", "vectors", "choices", "stability", "samples", "run"],
            page.All("section").Select(s => s.Attribute("id")!.Value));
        foreach (var section in page.All("section").Where(s => s.Attribute("id")!.Value is "vectors" or "choices" or "stability"))
            Assert.All(report.Tasks, t => Assert.Contains(t.Task, section.Value, StringComparison.Ordinal));
        var text = page.Value;
        Assert.All(report.Facts.SelectMany(f => f.Facts), f => Assert.Contains(f.Value, text, StringComparison.Ordinal));
        Assert.Contains(report.Notes[0], text, StringComparison.Ordinal);
        Assert.All(report.Tasks, t => Assert.Contains(t.Decision.Reason, text, StringComparison.Ordinal));
        var changed = report.Tasks.Sum(t => t.Samples.Count);
        Assert.Equal(changed, page.All("article").Count());
        Assert.Equal(changed, page.All("img").Count());
        Assert.All(page.All("nav").Single().Elements(), a =>
            Assert.Contains(page.All("section"), s => "#" + s.Attribute("id")!.Value == a.Attribute("href")!.Value));
    }

    [Fact]
    public void Should_Draw_A_Map_Of_Every_Tasks_Blocks_Where_They_Have_Several_Lengths()
    {
        var report = SomeReport.Of(2, 6);
        Assert.DoesNotContain("Repeated blocks", HtmlReport.Of(report), StringComparison.Ordinal);
        report = report with { Vectors = [.. new[] { 4, 1, 2 }.SelectMany(length => report.Vectors.Select(v => v with { Kind = KnockoutKind.Repeat(length) }))] };

        var page = Html.Parse(HtmlReport.Of(report));

        var maps = page.Shapes("svg").Where(s => s.Value.Contains("layer that the block begins with", StringComparison.Ordinal)).ToList();
        Assert.Equal(2, maps.Count);
        foreach (var map in maps)
        {
            // Three lengths × six layers; the names by rising length.
            Assert.Equal(18, map.Shapes("rect").Count(r => r.Shapes("title").Any()));
            Assert.Equal(
                [.. new[] { 1, 2, 4 }.Select(l => KnockoutKind.Repeat(l).Words)],
                map.Shapes("text").Where(t => t.Attribute("class")?.Value == "name end").Select(t => t.Shapes("title").Single().Value));
        }
        Assert.Equal(page.Shapes("pattern").Count(), page.Shapes("pattern").Select(p => p.Attribute("id")!.Value).Distinct().Count());

        var text = MarkdownReport.Of(report);
        Assert.All(report.Tasks, t => Assert.Contains($"\n### Repeated blocks, {t.Task}\n", text, StringComparison.Ordinal));
        Assert.Contains("| Begins with | n | Base | 0 |", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Should_Escape_Everything_That_Comes_From_Outside()
    {
        var report = SomeReport.Of(3, 4);
        report = report with
        {
            Title = Evil,
            Notes = [Evil],
            Facts = [new(Evil, [new(Evil, Evil), new("lines", Evil + "\n" + Evil)])],
            Vectors = [.. report.Vectors.Select(v => v with { Task = Evil + v.Task, TaskGroup = Evil })],
            Tasks = [.. report.Tasks.Select(t => t with
            {
                Decision = t.Decision with { Task = Evil + t.Task, Reason = Evil },
                Samples = [SomeReport.Sample(Evil, Evil, true, Encoding.UTF8.GetBytes(Evil))],
            })],
        };

        var text = HtmlReport.Of(report);

        var page = Html.Parse(text);
        Assert.DoesNotContain("<script", text, StringComparison.OrdinalIgnoreCase);
        Assert.Empty(page.All("img"));
        Assert.DoesNotContain(page.DescendantsAndSelf().SelectMany(e => e.Attributes()), a => a.Name.LocalName.StartsWith("on", StringComparison.Ordinal));
        Assert.Equal(Evil, page.All("title").Single().Value);
        Assert.Contains(page.All("td"), c => c.Value == Evil);
        Assert.Equal(3, page.All("article").Count(a => a.Value.Contains("not a PNG", StringComparison.Ordinal)));
    }

    [Fact]
    public void Should_Show_What_Was_Said_Where_Answers_Were_Generated()
    {
        var report = SomeReport.Of(1, 4);
        var asked = SomeReport.Sample("7", "Which?", true);
        var said = asked with
        {
            Passes = new PairedPass(
                asked.Passes.Base with { Generated = new GeneratedScore(Evil + "\u0007", 0, false, []) },
                asked.Passes.Bypassed with { Generated = new GeneratedScore("(B) right", 1, false, []) }),
        };
        var open = said with { Sample = said.Sample with { Question = said.Sample.Question with { Options = [] } } };
        report = report with { Tasks = [.. report.Tasks.Select(t => t with { Decision = t.Decision with { Chosen = new Knockout(1, Module.Attention), Verdict = TaLo.Selection.Verdict.Chosen }, Samples = [said, open] })] };

        var articles = Html.Parse(HtmlReport.Of(report)).All("article").ToList();

        Assert.Contains($"Base: {Evil}\uFFFD", articles[0].Value, StringComparison.Ordinal);
        Assert.Contains("With bypass: (B) right", articles[0].Value, StringComparison.Ordinal);
        Assert.Single(articles[0].All("table"));
        Assert.Empty(articles[1].All("table"));
        Assert.Contains("With bypass: (B) right", MarkdownReport.Of(report), StringComparison.Ordinal);
    }

    [Fact]
    public void Should_Hold_Any_Text() => Gen.String.Sample(text =>
    {
        var report = SomeReport.Of(1, 2) with { Title = text, Notes = [text], Facts = [new(text, [new(text, text)])] };

        var page = Html.Parse(HtmlReport.Of(report));

        Assert.Equal("run", page.All("section").Last().Attribute("id")!.Value);
    }, iter: 50);

    [Fact]
    public void Should_Need_No_Network_And_Run_No_Script()
    {
        var text = HtmlReport.Of(SomeReport.Of(4, 6));

        var page = Html.Parse(text);
        Assert.StartsWith("<!DOCTYPE html>", text, StringComparison.Ordinal);
        Assert.Contains("default-src 'none'", text, StringComparison.Ordinal);
        Assert.Empty(page.All("link"));
        Assert.Empty(page.All("script"));
        Assert.All(page.All("img"), i => Assert.StartsWith("data:image/", i.Attribute("src")!.Value, StringComparison.Ordinal));
        Assert.All(page.All("a"), a => Assert.StartsWith("#", a.Attribute("href")!.Value, StringComparison.Ordinal));
        // The style sheet is raw text to a browser: escaped, it would not be read.
        var style = text[text.IndexOf("<style>", StringComparison.Ordinal)..text.IndexOf("</style>", StringComparison.Ordinal)];
        Assert.DoesNotContain('&', style);
        Assert.DoesNotContain("url(", style, StringComparison.Ordinal);
    }

    [Fact]
    public void Should_Close_Every_Element_That_A_Browser_Wants_Closed() =>
        Assert.DoesNotMatch("<(?!meta|img|br|hr|line|rect|circle)[a-z0-9]+[^<>]*/>", HtmlReport.Of(SomeReport.Of(3, 4)));

    [Fact]
    public void Should_Bound_The_Samples_Of_A_Task_And_Their_Images()
    {
        var report = SomeReport.Of(2, 4, samplesPerTask: 9, imageSide: 64);

        var page = Html.Parse(HtmlReport.Of(report, new ReportLimits(SamplesPerTask: 4, ImageCharacters: 1)));

        Assert.Equal(4, page.All("article").Count());
        Assert.Contains("5 fixed, 4 broken; 4 shown", page.All("summary").Single().Value, StringComparison.Ordinal);
        Assert.Single(page.All("img"));
        Assert.Contains("the report would grow too large", page.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Should_Have_An_Answer_For_Empty_Reports()
    {
        var empty = new Report("empty", DateTimeOffset.UnixEpoch, [], [], [], []);
        Assert.Contains("vectors only", Html.Parse(HtmlReport.Of(empty)).Value, StringComparison.Ordinal);

        var bare = empty with { Tasks = [new ReportTask(SomeReport.Skipped("tiny", "6 samples, 10 shots: skipped"), null)] };
        Assert.Contains("No choice was judged", Html.Parse(HtmlReport.Of(bare)).Value, StringComparison.Ordinal);
        Assert.Contains("tiny", MarkdownReport.Of(bare), StringComparison.Ordinal);

        var unswept = empty with { Vectors = SomeReport.Vectors(3, 5, Module.Ffn).Select(v => v with { Layers = [.. v.Layers.Select(l => LayerEffect.None(l.Layer))] }).ToList() };
        Assert.Contains("Module ffn", Html.Parse(HtmlReport.Of(unswept)).Value, StringComparison.Ordinal);
    }
}
