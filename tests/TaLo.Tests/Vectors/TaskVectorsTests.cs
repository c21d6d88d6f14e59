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
            Wrong("3", null), Wrong("3", 0),
            Right("4", 0),
        ];

        var vector = Assert.Single(TaskVectors.From(rows, 3));

        Assert.Equal(("t", Module.Attention, 3, 1), (vector.Task, vector.Module, vector.Samples, vector.BaseCorrect));
        Assert.Equal(new LayerEffect(0, new(3, 1, 1, 0), 2.0 / 3), vector.Layers[0]);
        Assert.Equal(new LayerEffect(1, new(2, 1, 0, 1), -1), vector.Layers[1]);
        Assert.Equal([1 / 3.0, -0.5, double.NaN], vector.Deltas);
        Assert.Equal((0, double.NaN, double.NaN), (vector.Layers[2].Samples, vector.Layers[2].MeanMarginChange, vector.Layers[2].Counts.BaseAccuracy));
    }

    [Fact]
    public void Should_Agree_With_A_Recount() => SomeRows.OfOneSweep.Sample(rows =>
    {
        foreach (var vector in TaskVectors.From(rows, 4))
        {
            foreach (var effect in vector.Layers)
            {
                var (n, right, baseRight, margin) = (0, 0, 0, 0.0);
                foreach (var row in rows)
                {
                    var other = rows.FirstOrDefault(r => r.Task == row.Task && r.Index == row.Index && r.Knockout is null);
                    if (row.Task != vector.Task || row.Knockout != new Knockout(effect.Layer, vector.Module) || other is null)
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

    private static string Text(IEnumerable<ScoredPass> rows) => string.Join('\n', TaskVectors.From(rows, 4)
        .Select(v => $"{v.Task} {v.TaskGroup} {v.Module} {v.Samples} {v.BaseCorrect} {string.Join(' ', v.Layers)}"));

    private static ScoredPass Right(string index, int? layer) => Answered(index, layer, [-1, -2]);

    private static ScoredPass Wrong(string index, int? layer) => Answered(index, layer, [-2, -1]);

    private static ScoredPass Answered(string index, int? layer, double[] p) =>
        SomeRows.Row("t", index, layer is { } l ? new Knockout(l, Module.Attention) : null, p, 'A');
}
