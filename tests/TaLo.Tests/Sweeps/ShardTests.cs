using CsCheck;
using TaLo.Sweeps;
using TaLo.Tasks;

namespace TaLo.Tests.Sweeps;

public class ShardTests
{
    private static readonly Gen<(List<SampleRef> Samples, SampleSelection Selection, int Count)> Some = Gen.Select(
        Gen.Int[0, 3].List[1, 60], Gen.Int[1, 20].Nullable(), Gen.Long[0, 9], Gen.Int[1, 7]).Select(g => (
            g.Item1.Select((task, i) => new SampleRef($"{i}", $"task{task}", null, i)).ToList(),
            new SampleSelection(g.Item2, g.Item3), g.Item4));

    [Fact]
    public void Should_Deal_Every_Chosen_Sample_To_Exactly_One_Shard_And_Evenly() => Some.Sample(g =>
    {
        var whole = g.Selection.Select(g.Samples);
        var shards = Enumerable.Range(1, g.Count)
            .Select(i => (g.Selection with { Shard = new Shard(i, g.Count) }).Select(g.Samples)).ToList();

        foreach (var task in whole)
        {
            var parts = shards.Select(s => s.SingleOrDefault(t => t.Task == task.Task)?.Samples ?? []).ToList();
            Assert.Equal(task.Samples.OrderBy(s => s.Place), parts.SelectMany(p => p).OrderBy(s => s.Place));
            Assert.InRange(parts.Max(p => p.Count) - parts.Min(p => p.Count), 0, 1);
            // In the shard, too, the samples stand in the selection's order.
            Assert.All(parts, p => Assert.Equal(task.Samples.Where(p.Contains), p));
        }

        Assert.All(shards.SelectMany(s => s), t => Assert.NotEmpty(t.Samples));
    });

    [Fact]
    public void Should_Leave_A_Sample_In_Its_Shard_When_More_Or_Other_Tasks_Are_Asked_For() => Some.Sample(g =>
    {
        var selection = g.Selection with { Shard = new Shard(g.Count, g.Count) };
        var few = selection.Select(g.Samples).SelectMany(t => t.Samples).ToList();
        var more = (selection with { MaxPerTask = selection.MaxPerTask + 3 }).Select(g.Samples).SelectMany(t => t.Samples);
        var task = g.Samples[^1].Task;
        var one = selection.Select(g.Samples, [task]).SelectMany(t => t.Samples);

        Assert.Empty(few.Except(more));
        Assert.Equal(few.Where(s => s.Task == task), one);
    });

    [Fact]
    public void Should_Give_Whole_Tasks_Of_One_Sample_To_Different_Shards()
    {
        var samples = Enumerable.Range(0, 4).Select(i => new SampleRef($"{i}", $"task{i}", null, i)).ToList();

        var first = (new SampleSelection() with { Shard = new Shard(1, 2) }).Select(samples);
        var second = (new SampleSelection() with { Shard = new Shard(2, 2) }).Select(samples);

        Assert.Equal(["task0", "task2"], first.Select(t => t.Task));
        Assert.Equal(["task1", "task3"], second.Select(t => t.Task));
    }

    [Theory]
    [InlineData("1/1", 1, 1)]
    [InlineData("3/64", 3, 64)]
    public void Should_Read_A_Part(string text, int number, int count)
    {
        Assert.Equal(new Shard(number, count), Shard.Parse(text));
        Assert.Equal(text, Shard.Parse(text).ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("1")]
    [InlineData("0/2")]
    [InlineData("3/2")]
    [InlineData("1/0")]
    [InlineData("-1/2")]
    [InlineData("1/2/3")]
    [InlineData(" 1/2")]
    [InlineData("1/99999999999")]
    public void Should_Refuse_What_Is_No_Part(string text) =>
        Assert.Contains($"'{text}'", Assert.Throws<SelectionException>(() => Shard.Parse(text)).Message);
}
