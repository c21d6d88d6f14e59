using TaLo.Models;
using TaLo.Scoring;
using TaLo.Tasks;
using TaLo.Tasks.Readers;
using TaLo.Tests.Tasks;

namespace TaLo.Tests.Scoring;

public sealed class CircularEvaluationTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_Question_Should_Be_Right_Only_If_All_Its_Rotations_Are()
    {
        // Three questions in three, two and one copies; the first has one copy wrong, by the base model.
        var circular = CircularEvaluation.Of(
        [
            .. Copies("1", 3, (true, true), (false, true), (true, true)),
            .. Copies("2", 2, (true, false), (true, true)),
            Pair("3", null, (true, true)),
        ])!;

        Assert.Equal((3, 2, 1, 1, 0), (circular.Circular.Samples, circular.Circular.BaseCorrect, circular.Circular.Fixed, circular.Circular.Broken, circular.Incomplete));
        // Asked once: the copies that are not rotated.
        Assert.Equal((3, 3, 0, 1), (circular.Vanilla.Samples, circular.Vanilla.BaseCorrect, circular.Vanilla.Fixed, circular.Vanilla.Broken));
    }

    [Fact]
    public void Questions_Without_All_Their_Rotations_Should_Count_Nowhere()
    {
        var copies = Copies("1", 4, (true, true), (true, true), (true, true), (true, true)).ToList();
        var circular = CircularEvaluation.Of([.. copies.Take(3), .. Copies("9", 1, (true, true)).Select(p => Under("9", p, "1000009")), Pair("5", null, (false, false))])!;
        Assert.Equal((1, 0, 2), (circular.Circular.Samples, circular.Circular.BaseCorrect, circular.Incomplete));
    }

    [Fact]
    public void Without_Rotations_There_Should_Be_None() => Assert.Null(CircularEvaluation.Of([Pair("1", null, (true, true)), Pair("2", null, (true, true))]));

    /// <summary>VLMEvalKit's mcq_circular_eval on the same file and answers: rows 1 and 2 are the questions; 1 is right four times, 2 three times.</summary>
    [Fact]
    public void A_Circular_File_Should_Count_As_VLMEvalKit_Counts_It()
    {
        string[] columns = ["index", "question", "A", "B", "answer", "g_index"];
        var rows = new[] { 1, 2, 1000001, 1000002, 2000001, 2000002, 3000001, 3000002 }
            .Select(index => new[] { $"{index}", $"Q{index % 1000000}?", "x", "y", index / 1000000 % 2 == 0 ? "A" : "B", $"{index % 1000000}" });
        using var data = DataSets.Open(_folder.Write("MMBench_CIRC.tsv", PandasTsv.Write(columns, [.. rows])));

        Assert.Equal(["1", "2", "1", "2", "1", "2", "1", "2"], data.Samples.Select(s => s.Circle!.Value.Index));
        Assert.All(data.Samples, s => Assert.Equal(4, s.Circle!.Value.Copies));
        var passes = data.Samples.Select(data.Load).Select(s => new ScoredPass(
            s.Task, null, s.Index, "AB", s.Answer, null, [-1, -1], s.Index == "3000002" ? 'A' : s.Answer, 0, 1)
        { Circle = s.Circle, Cluster = s.Cluster }).ToList();

        var circular = CircularEvaluation.Of(passes)!;
        Assert.Equal((0.5, 1.0, 2), (circular.Circular.BaseAccuracy, circular.Vanilla.BaseAccuracy, circular.Circular.Samples));
        Assert.Equal(7.0 / 8, passes.Average(p => p.Correct ? 1.0 : 0));
    }

    [Fact]
    public void By_Its_Name_The_Index_Should_Tell_The_Question_And_A_File_Without_Copies_Has_None()
    {
        using var circular = DataSets.Open(Write("MMBench_DEV_EN", 7, 8, 1000007, 2000007));
        Assert.Equal([new Circle("7", 3), null, new Circle("7", 3), new Circle("7", 3)], circular.Samples.Select(s => s.Circle));
        using var plain = DataSets.Open(Write("MMBench_DEV_CN", 7, 8));
        Assert.All(plain.Samples, s => Assert.Null(s.Circle));
        using var other = DataSets.Open(Write("plain", 7, 1000007));
        Assert.All(other.Samples, s => Assert.Null(s.Circle));
    }

    private string Write(string name, params int[] indices) => _folder.Write(
        $"{name}.tsv", PandasTsv.Write(["index", "question", "A", "B", "answer"], [.. indices.Select(i => new[] { $"{i}", "Q?", "x", "y", "A" })]));

    private static IEnumerable<PairedPass> Copies(string question, int copies, params (bool Base, bool Bypassed)[] right) =>
        right.Select((r, i) => Under(question, Pair(question, copies, r), i == 0 ? question : $"{i}00000{question}"));

    private static PairedPass Under(string question, PairedPass pair, string index) =>
        new(pair.Base with { Index = index, Circle = new Circle(question, pair.Base.Circle!.Value.Copies) }, pair.Bypassed with { Index = index });

    private static PairedPass Pair(string index, int? copies, (bool Base, bool Bypassed) right)
    {
        var pass = new ScoredPass("task", null, index, "AB", 'A', null, [-1, -1], right.Base ? 'A' : 'B', 0, 1)
        {
            Cluster = index,
            Circle = copies is { } n ? new Circle(index, n) : null,
        };
        return new PairedPass(pass, pass with { Knockout = new Knockout(1, Module.Attention), Predicted = right.Bypassed ? 'A' : 'B' });
    }
}
