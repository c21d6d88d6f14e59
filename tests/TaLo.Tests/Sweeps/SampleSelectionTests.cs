using CsCheck;
using TaLo.Sweeps;
using TaLo.Tasks;

namespace TaLo.Tests.Sweeps;

public class SampleSelectionTests
{
    private static readonly Gen<List<SampleRef>> SomeSamples =
        Gen.Select(Gen.Int[0, 200], Gen.Int[1, 4], (count, tasks) =>
            Enumerable.Range(0, count).Select(i => new SampleRef($"{i}", $"task{i * 7 % tasks}", null, i)).ToList());

    [Fact]
    public void Should_Take_A_Beginning_Of_What_A_Larger_Number_Takes() =>
        Gen.Select(SomeSamples, Gen.Int[0, 60], Gen.Int[0, 60], Gen.Long).Sample((samples, a, b, seed) =>
        {
            var few = new SampleSelection(Math.Min(a, b), seed).Select(samples);
            var more = new SampleSelection(Math.Max(a, b), seed).Select(samples);
            Assert.All(few.Zip(more), t => Assert.Equal(t.First.Samples, t.Second.Samples.Take(t.First.Samples.Count)));
            Assert.All(few, t => Assert.Equal(Math.Min(Math.Min(a, b), samples.Count(s => s.Task == t.Task)), t.Samples.Count));
        });

    [Fact]
    public void Should_Take_Every_Sample_Once_Without_A_Number() =>
        Gen.Select(SomeSamples, Gen.Long).Sample((samples, seed) =>
            Assert.Equal(samples, new SampleSelection(null, seed).Select(samples).SelectMany(t => t.Samples).OrderBy(s => s.Place)));

    [Fact]
    public void Should_Take_The_Copies_Of_One_Question_Together() => Gen.Select(Gen.Int[1, 30], Gen.Long).Sample((questions, seed) =>
    {
        var samples = Enumerable.Range(0, 4 * questions).Select(i => new SampleRef($"{i}", "task", null, i) { Circle = new Circle($"{i % questions}", 4) }).ToList();
        var chosen = new SampleSelection(2 * questions, seed).Select(samples)[0].Samples;
        Assert.All(chosen.Take(chosen.Count / 4 * 4).Chunk(4), copies => Assert.Single(copies.Select(c => c.Circle).Distinct()));
    });

    [Fact]
    public void Should_Not_Depend_On_The_Other_Samples() =>
        Gen.Select(SomeSamples, Gen.Long).Sample((samples, seed) =>
        {
            var alone = samples.Where(s => s.Task == "task0").ToList();
            if (alone.Count == 0)
                return;
            Assert.Equal(
                new SampleSelection(5, seed).Select(alone)[0].Samples,
                new SampleSelection(5, seed).Select(samples, ["task0"])[0].Samples);
        });

    [Fact]
    public void Should_Keep_To_The_Order_That_Is_Documented()
    {
        // sha256sum of "0\t0" … "0\t5", sorted: computed outside.
        SampleRef[] samples = [.. Enumerable.Range(0, 6).Select(i => new SampleRef($"{i}", "t", null, i))];

        Assert.Equal("5 0 2 3 4 1", string.Join(' ', new SampleSelection().Select(samples)[0].Samples.Select(s => s.Index)));
    }

    [Fact]
    public void Should_Name_The_Tasks_There_Are()
    {
        var error = Assert.Throws<SelectionException>(
            () => new SampleSelection().Select([new SampleRef("1", "counting", null, 0)], ["Counting"]));

        Assert.Equal("no task 'Counting' in the data set; it has: counting; did you mean counting?", error.Message);
    }
}
