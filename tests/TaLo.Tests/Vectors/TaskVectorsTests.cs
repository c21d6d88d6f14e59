using CsCheck;
using TaLo.Models;
using TaLo.Scoring;
using TaLo.Tests.Storage;
using TaLo.Vectors;

namespace TaLo.Tests.Vectors;

public class TaskVectorsTests
{
    [Fact]
    public void Should_Count_What_A_Knockout_Fixed_And_Broke()
    {
        ScoredPass[] rows =
        [
            Right("1", null), Right("1", 0), Wrong("1", 1),
            Wrong("2", null), Right("2", 0), Wrong("2", 1),
            Wrong("3", null), Wrong("3", 0), Wrong("3", 2),
            Right("4", 0),
        ];

        var vector = Assert.Single(TaskVectors.From(rows, 4));

        Assert.Equal(("t", (KnockoutKind)Module.Attention, 3, 1), (vector.Task, vector.Kind, vector.Samples, vector.BaseCorrect));
        Assert.Equal(new LayerEffect(0, new(3, 1, 1, 0), 2.0 / 3) { HolmPValue = 1 }, vector.Layers[0]);
        Assert.Equal(new LayerEffect(1, new(2, 1, 0, 1), -1) { HolmPValue = 1 }, vector.Layers[1]);
        Assert.Equal([1 / 3.0, -0.5, 0, double.NaN], vector.Deltas);
        Assert.Equal((0, double.NaN, double.NaN), (vector.Layers[3].Samples, vector.Layers[3].MeanMarginChange, vector.Layers[3].Counts.BaseAccuracy));
    }

    [Fact]
    public void Should_Leave_Out_What_The_Base_Model_Alone_Was_Asked_Or_One_Choice()
    {
        List<ScoredPass> rows = [];
        for (var i = 0; i < 10; i++)
        {
            rows.Add(i < 9 ? Right($"{i}", null) : Wrong($"{i}", null));
            if (i < 4)
                rows.AddRange([Right($"{i}", 1), Wrong($"{i}", 2), Wrong($"{i}", 3)]);
        }

        void Expect(int samples, int notCompared, double accuracy, params CellEvidence[] evidence)
        {
            var vector = Assert.Single(TaskVectors.From(rows, 4));
            Assert.Equal((samples, notCompared, accuracy), (vector.Samples, vector.NotCompared, vector.BaseAccuracy));
            Assert.Equal(evidence, vector.Layers.Select(vector.Evidence));
            Assert.Equal((samples, 0), (vector.Layers[1].Samples, vector.Layers[1].Delta));
        }

        Expect(4, 6, 1, CellEvidence.NotSwept, CellEvidence.Chance, CellEvidence.Chance, CellEvidence.Chance);

        // Layer 1 is judged on the others.
        rows.AddRange([.. Enumerable.Range(4, 5).Select(i => Right($"{i}", 1)), Wrong("9", 1)]);
        Expect(4, 6, 1, CellEvidence.NotSwept, CellEvidence.Chance, CellEvidence.Chance, CellEvidence.Chance);

        // Layer 3 was given up half-way: then all that was asked counts.
        rows.AddRange([Wrong("4", 2), Wrong("5", 2)]);
        Expect(10, 0, 0.9, CellEvidence.NotSwept, CellEvidence.Chance, CellEvidence.Partial, CellEvidence.Partial);
    }

    [Fact]
    public void Should_Call_A_Cell_Of_Few_Samples_Partial_And_Neither_Highest_Nor_Lowest()
    {
        List<ScoredPass> rows = [];
        for (var i = 0; i < 12; i++)
        {
            rows.AddRange([Wrong($"{i}", null), i < 8 ? Right($"{i}", 0) : Wrong($"{i}", 0), i < 2 ? Right($"{i}", 1) : Wrong($"{i}", 1)]);
            if (i < 4)
                rows.Add(Right($"{i}", 2));
        }

        var vector = Assert.Single(TaskVectors.From(rows, 4));

        Assert.Equal(
            [CellEvidence.Significant, CellEvidence.Chance, CellEvidence.Partial, CellEvidence.NotSwept],
            vector.Layers.Select(vector.Evidence));
        Assert.Equal((0, 1, 1.0), (vector.Highest!.Layer, vector.Lowest!.Layer, vector.Layers[2].Delta));
        Assert.Equal([8 / 12.0, 2 / 12.0, double.NaN, double.NaN], vector.WholeDeltas);
        Assert.Equal(4, Assert.Single(vector.Partial).Samples);
    }

    [Fact]
    public void Should_Correct_For_Every_Knockout_Of_The_Task_Whatever_Its_Module()
    {
        // Six fixed of six: p = 1/32, which one candidate survives and two do not.
        var rows = Enumerable.Range(0, 6).SelectMany(i => new[] { Wrong($"{i}", null), Right($"{i}", 1) }).ToList();
        var alone = Assert.Single(TaskVectors.From(rows, 3));
        var ffn = rows.Where(r => r.Knockout is null).Select(r => r with { Knockout = new Knockout(2, Module.Ffn) });
        var beside = TaskVectors.From(rows.Concat(ffn), 3);

        Assert.Equal(1 / 32.0, alone.Layers[1].HolmPValue, 12);
        Assert.Equal(2 / 32.0, beside[0].Layers[1].HolmPValue, 12);
        Assert.Equal((CellEvidence.Significant, CellEvidence.Chance), (alone.Evidence(alone.Layers[1]), beside[0].Evidence(beside[0].Layers[1])));
        Assert.Equal(1, beside[1].Layers[2].HolmPValue);
    }

    [Fact]
    public void Should_Agree_With_A_Recount() => SomeRows.OfOneSweep.Sample(rows =>
    {
        foreach (var vector in TaskVectors.From(rows, new LayerCounts(4, 4)))
        {
            var tries = rows.Where(r => r.Task == vector.Task && r.Knockout?.Kind == vector.Kind)
                .Where(r => rows.Exists(b => b.Task == r.Task && b.Index == r.Index && b.Knockout is null)).ToLookup(r => r.Index);
            var most = tries.Select(t => t.Count()).DefaultIfEmpty().Max();
            if (tries.All(t => t.Count() is 1 || t.Count() == most))
                tries = tries.Where(t => t.Count() == most).SelectMany(t => t).ToLookup(r => r.Index);
            Assert.Equal(tries.Count, vector.Samples);
            foreach (var effect in vector.Layers)
            {
                var (n, right, baseRight, margin) = (0, 0, 0, 0.0);
                foreach (var row in rows)
                {
                    var other = rows.FirstOrDefault(r => r.Task == row.Task && r.Index == row.Index && r.Knockout is null);
                    if (row.Task != vector.Task || row.Knockout != new Knockout(effect.Layer, vector.Kind) || other is null || !tries.Contains(row.Index))
                        continue;
                    n++;
                    right += row.Predicted == row.Answer ? 1 : 0;
                    baseRight += other.Predicted == other.Answer ? 1 : 0;
                    margin += row.Margin - other.Margin;
                }

                Assert.Equal((n, baseRight), (effect.Samples, effect.Counts.BaseCorrect));
                Assert.Equal((double)(right - baseRight) / n, effect.Delta, 12);
                Assert.Equal((double)right / n, effect.Counts.AdaptedAccuracy, 12);
                Assert.Equal(margin / n, effect.MeanMarginChange, 9);
            }
        }
    });

    [Fact]
    public void Should_Not_Depend_On_The_Order_Of_The_Rows() =>
        SomeRows.OfOneSweep.SelectMany(rows => Gen.Shuffle(rows.ToArray()), (rows, shuffled) => (rows, shuffled))
            .Sample(r => Assert.Equal(Text(r.rows), Text(r.shuffled)));

    [Fact]
    public void Should_Refuse_Rows_Of_Two_Sweeps()
    {
        Assert.Contains("not of one sweep", Assert.Throws<ArgumentException>(
            () => TaskVectors.From([Right("1", 0), Wrong("1", 0), Right("1", null)], 2)).Message);
        Assert.Throws<ArgumentException>(() => TaskVectors.From([Right("1", 2)], 2));
    }

    [Fact]
    public void Should_Be_As_Long_As_That_Which_Was_Swept()
    {
        List<ScoredPass> rows = [Right("1", null), Wrong("1", 1), Right("1", null) with { Knockout = new Knockout(2, Module.VisionLayer) }];

        Assert.Equal([4, 6], TaskVectors.From(rows, new LayerCounts(4, 6)).Select(v => v.Layers.Count));
        Assert.Equal([4, 3], TaskVectors.From(rows, new LayerCounts(4, null)).Select(v => v.Layers.Count));
        Assert.Throws<ArgumentException>(() => TaskVectors.From(rows, new LayerCounts(4, 2)));
        Assert.Throws<ArgumentException>(() => TaskVectors.From(rows, 4));
    }

    private static string Text(IEnumerable<ScoredPass> rows) => string.Join('\n', TaskVectors.From(rows, new LayerCounts(4, 4))
        .Select(v => $"{v.Task} {v.TaskGroup} {v.Kind} {v.Samples} {v.BaseCorrect} {string.Join(' ', v.Layers)}"));

    private static ScoredPass Right(string index, int? layer) => Answered(index, layer, [-1, -2]);

    private static ScoredPass Wrong(string index, int? layer) => Answered(index, layer, [-2, -1]);

    private static ScoredPass Answered(string index, int? layer, double[] p) =>
        SomeRows.Row("t", index, layer is { } l ? new Knockout(l, Module.Attention) : null, p, 'A');
}
