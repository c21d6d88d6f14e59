using TaLo.Statistics;

namespace TaLo.Tests.Statistics;

public class SeededRandomTests
{
    // The reference implementation (Vigna, splitmix64.c) with state 1234567.
    [Fact]
    public void Should_Agree_With_The_Reference_Implementation()
    {
        var random = new SeededRandom(1234567);
        Assert.Equal(
            [6457827717110365317, 3203168211198807973, 9817491932198370423, 4593380528125082431, 16408922859458223821],
            Enumerable.Range(0, 5).Select(_ => random.Bits()));
    }

    [Fact]
    public void Should_Give_Every_Order_Its_Turn()
    {
        var random = SeededRandom.For(3, "orders");
        var counts = new Dictionary<string, int>();
        for (var i = 0; i < 6000; i++)
        {
            int[] order = [0, 1, 2];
            random.Shuffle(order);
            var name = string.Join("", order);
            counts[name] = counts.GetValueOrDefault(name) + 1;
        }

        Assert.Equal(6, counts.Count);
        Assert.All(counts.Values, c => Assert.InRange(c, 880, 1120));
    }

    [Fact]
    public void Should_Draw_Normal_Numbers()
    {
        var random = SeededRandom.For(4, "normal");
        var numbers = Enumerable.Range(0, 20_000).Select(_ => random.Gaussian()).ToList();
        Assert.InRange(numbers.Average(), -0.025, 0.025);
        Assert.InRange(numbers.Average(x => x * x), 0.96, 1.04);
    }
}
