using TaLo.Models;
using TaLo.Scoring;
using TaLo.Vectors;

namespace TaLo.Tests.Vectors;

public sealed class LiveVectorsTests
{
    [Fact]
    public void Should_Be_What_TaskVectors_Makes_Of_The_Rows_So_Far_After_Each_Sample()
    {
        var random = new Random(5);
        var samples = (from task in new[] { "maps", "ocr", "a" } from index in Enumerable.Range(0, 12) select (task, index)).ToArray();
        random.Shuffle(samples);
        var (live, all) = (new LiveVectors(3), new List<ScoredPass>());
        Assert.Empty(live.Vectors());
        foreach (var (task, index) in samples)
        {
            var rows = new[] { (Knockout?)null, new(0, Module.Attention), new(2, Module.Attention), new(1, Module.Ffn) }
                .Select(k => Row(task, index, k, random)).ToList();
            live.Add(rows);
            all.AddRange(rows);
            AssertSame(TaskVectors.From(all, 3), live.Vectors());
        }
    }

    private static void AssertSame(IReadOnlyList<TaskVector> expected, IReadOnlyList<TaskVector> found)
    {
        Assert.Equal(
            expected.Select(v => (v.Task, v.TaskGroup, v.Kind, v.Samples, v.BaseCorrect)),
            found.Select(v => (v.Task, v.TaskGroup, v.Kind, v.Samples, v.BaseCorrect)));
        Assert.Equal(expected.SelectMany(v => v.Layers), found.SelectMany(v => v.Layers));
    }

    private static ScoredPass Row(string task, int index, Knockout? knockout, Random random)
    {
        var right = random.Next(2) == 0;
        return new ScoredPass(task, null, $"{index}", "AB", 'A', knockout, [-0.7, -0.7], right ? 'A' : 'B', random.NextDouble() - 0.5, 0.9);
    }
}
