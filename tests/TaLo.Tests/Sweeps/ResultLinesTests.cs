using CsCheck;
using TaLo.Models;
using TaLo.Sweeps;
using TaLo.Tests.Storage;
using TaLo.Tests.Tasks;

namespace TaLo.Tests.Sweeps;

public class ResultLinesTests
{
    [Fact]
    public void Should_Write_A_Line_As_Documented()
    {
        var row = SomeRows.Row("counting", "7", new Knockout(3, Module.Attention), [-0.25, -1.5], 'B') with { TaskGroup = null };
        using var writer = new StringWriter();

        ResultLines.Write(writer, [row, row with { Knockout = null }], "zero", r => r.Knockout is null ? "Où ?\n" : null);

        Assert.Equal(
            """
            {"task":"counting","index":"7","layer":3,"module":"attention","intervention":"zero","options":"AB","logprobs":{"A":-0.25,"B":-1.5},"predicted":"A","answer":"B","correct":false,"margin":-1.25,"letter_mass":0.5}
            {"task":"counting","index":"7","layer":null,"module":null,"intervention":null,"options":"AB","logprobs":{"A":-0.25,"B":-1.5},"predicted":"A","answer":"B","correct":false,"margin":-1.25,"letter_mass":0.5,"prompt":"Où ?\n"}

            """.ReplaceLineEndings("\n"),
            writer.ToString());
    }

    [Theory]
    [InlineData("uniform 3", "uniform", """ "layer":3,"module":"attention","intervention":"uniform" """)]
    [InlineData("ffn 3 answer", "zero answer", """ "layer":3,"module":"ffn","intervention":"zero answer" """)]
    [InlineData("repeat 3-5x3", "repeat x3", """ "block_length":3 """)]
    public void Should_Read_Back_Other_Interventions(string knockout, string sweep, string expected)
    {
        using var folder = new TempFolder();
        using var writer = new StringWriter();
        ResultLines.Write(writer, [SomeRows.Row("counting", "7", Knockout.Parse(knockout), [-0.25, -1.5], 'B')], sweep);
        Assert.Contains(expected.Trim(), writer.ToString(), StringComparison.Ordinal);

        var line = Assert.Single(ResultLines.Read(folder.Write("out.jsonl", writer.ToString())));
        Assert.Equal((Knockout.Parse(knockout), sweep), (line.Pass.Knockout, line.Intervention));

        var other = writer.ToString().Replace($"\"{sweep}\"", "\"zero x3\"", StringComparison.Ordinal);
        Assert.Contains("do not fit each other", Assert.Throws<StoreException>(() => ResultLines.Read(folder.Write("other.jsonl", other)).ToList()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Should_Read_Back_What_It_Wrote()
    {
        using var folder = new TempFolder();
        // A file without a line is refused: it looks like a pipe.
        SomeRows.OfOneSweep.Where(rows => rows.Count > 0).Sample(
            rows =>
            {
                var path = folder.Write("out.jsonl", Bench.Text(rows));
                var back = ResultLines.Read(path).Zip(rows).Select(p => p.First.Pass);
                Assert.Equal(Bench.Text(rows), Bench.Text(back));
            },
            iter: 50, threads: 1);
    }

    [Fact]
    public void Should_Write_And_Read_Back_Generated_Answers()
    {
        using var folder = new TempFolder();
        var text = Bench.Text(SomeRows.Generated);
        Assert.Contains("""
            "options":"","logprobs":{},"predicted":"-","answer":"-","correct":true,"margin":0,"letter_mass":0,"task_group":"group","cluster":"3","prompt":"group","generated":"twelve","score":0.6,"cut_off":false,"accepted":["12","12","a dozen"],"circle":"1","copies":4}
            """.Trim(), text);
        Assert.Equal(SomeRows.Generated, ResultLines.Read(folder.Write("out.jsonl", text)).Select(l => l.Pass));
    }

    [Theory]
    [InlineData("\"score\":0.6", "\"score\":0.4", "'correct' contradicts")]
    [InlineData("\"score\":1,", "\"score\":0.5,", "'score' contradicts 'correct'")]
    [InlineData("\"predicted\":\"B\"", "\"predicted\":\"E\"", "none of the options")]
    [InlineData(",\"accepted\":[\"12\",\"12\",\"a dozen\"]", "", "do not fit each other")]
    [InlineData(",\"copies\":4", "", "'circle' and 'copies'")]
    public void Should_Refuse_A_Generated_Answer_That_Contradicts_Itself(string from, string to, string reason)
    {
        using var folder = new TempFolder();
        var text = Bench.Text(SomeRows.Generated);
        Assert.Contains(from, text);
        Assert.Contains(reason, Assert.Throws<StoreException>(() => ResultLines.Read(folder.Write("out.jsonl", text.Replace(from, to))).ToList()).Message);
    }

    [Fact]
    public void Should_Not_Depend_On_The_Order_Of_The_Rows()
    {
        using var bench = new Bench(tasks: 3, samplesPerTask: 4, layers: 3);
        bench.Run();
        using var store = bench.Open();
        var rows = store.Passes(bench.Sweep);
        var expected = Bench.Text(ResultLines.InOrder(rows, bench.Plan.Tasks));

        Assert.Equal(rows.Count, expected.Count(c => c == '\n'));
        Gen.Shuffle(rows.ToArray()).Sample(
            shuffled => Assert.Equal(expected, Bench.Text(ResultLines.InOrder(shuffled, bench.Plan.Tasks))), iter: 50);
    }

    [Theory]
    [InlineData("{", "no result: ")]
    [InlineData("null", "no result: it is null")]
    [InlineData("{}", "no result: it lacks fields that `talo show ID --out FILE` writes: 'task', 'index', ")]
    [InlineData("""{"task":null}""", "no result: ")]
    public void Should_Name_The_Line_That_Is_None(string line, string reason)
    {
        using var folder = new TempFolder();
        var good = Bench.Text([SomeRows.Row("t", "1", null, [-1, -2], 'A')]);
        var path = folder.Write("out.jsonl", good + "\n" + line + "\n");

        var error = Assert.Throws<StoreException>(() => ResultLines.Read(path).ToList());

        Assert.StartsWith($"{path}, line 3: ", error.Message);
        Assert.Contains(reason, error.Message);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Theory]
    [InlineData("\"correct\":true", "\"correct\":false", "'correct' contradicts")]
    [InlineData("\"layer\":null", "\"layer\":3", "go together")]
    [InlineData("\"options\":\"AB\"", "\"options\":\"ABC\"", "'logprobs' does not match")]
    public void Should_Refuse_A_Line_That_Contradicts_Itself(string from, string to, string reason)
    {
        using var folder = new TempFolder();
        var path = folder.Write("out.jsonl", Bench.Text([SomeRows.Row("t", "1", null, [-1, -2], 'A')]).Replace(from, to));

        Assert.Contains(reason, Assert.Throws<StoreException>(() => ResultLines.Read(path).ToList()).Message);
    }
}
