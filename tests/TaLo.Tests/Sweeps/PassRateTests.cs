using TaLo.Sweeps;

namespace TaLo.Tests.Sweeps;

public class PassRateTests
{
    [Fact]
    public void Should_Follow_The_Last_Passes_Only()
    {
        var clock = new Clock();
        using var bench = new Bench(tasks: 1, samplesPerTask: 300, layers: 1);
        var told = new Told<SweepProgress>();
        bench.Model.OnPass = _ => clock.Seconds += bench.Model.LogitsCalls <= 300 ? 10 : 0.5;
        using var store = bench.Open();

        new SweepRunner(bench.Model, bench.DataSet, store, clock).Run(bench.Plan, told);

        var slow = told.All.Last(p => p.PassesDone == 300);
        var fast = told.All.First(p => p.PassesDone == 590);
        Assert.Equal(0.1, slow.PassesPerSecond!.Value, 6);
        Assert.Equal(3000, slow.TimeLeft!.Value.TotalSeconds, 3);
        Assert.Equal(2, fast.PassesPerSecond!.Value, 6);
        Assert.Equal(5, fast.TimeLeft!.Value.TotalSeconds, 3);
    }

    private sealed class Clock : TimeProvider
    {
        public double Seconds { get; set; }

        public override long TimestampFrequency => 1000;

        public override long GetTimestamp() => (long)(1000 * Seconds);
    }
}
