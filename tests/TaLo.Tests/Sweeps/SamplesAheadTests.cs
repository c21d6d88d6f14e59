using TaLo.Sweeps;

namespace TaLo.Tests.Sweeps;

public class SamplesAheadTests
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(1);

    [Fact]
    public void Should_Encode_The_Next_Sample_While_One_Is_Answered()
    {
        using var bench = new Bench();
        bench.Model.CanEncodeAhead = true;
        var most = 0;
        bench.Model.OnPass = _ =>
        {
            var sample = (bench.Model.LogitsCalls - 1) / 3;
            var due = Math.Min(sample + 2, 4);
            Assert.True(SpinWait.SpinUntil(() => bench.Model.EncodeCalls >= due, Long), "nobody encodes the next sample");
            Assert.Equal(due, bench.Model.EncodeCalls);
            most = Math.Max(most, bench.Model.LivePrompts);
        };

        bench.Run();

        Assert.Equal(2, most);
        Assert.Equal(0, bench.Model.LivePrompts);
    }

    [Fact]
    public void Should_Encode_Only_The_Sample_To_Be_Answered_Without_Cores_To_Spare()
    {
        using var bench = new Bench();
        bench.Model.OnPass = _ => Assert.Equal(((bench.Model.LogitsCalls - 1) / 3) + 1, bench.Model.EncodeCalls);

        bench.Run();

        Assert.Equal(4, bench.Model.EncodeCalls);
    }

    [Fact]
    public void Should_Give_The_Same_Rows_And_Tell_The_Same()
    {
        var (plain, ahead) = (Sweep(false), Sweep(true));

        Assert.Equal(plain.Rows, ahead.Rows);
        Assert.Equal(plain.Told, ahead.Told);
        Assert.Equal(2, plain.Told.Count(t => t.StartsWith("skipped", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(12)]
    public void Should_Leave_No_Prompt_Behind_Where_A_Pass_Fails(int pass)
    {
        using var bench = new Bench();
        bench.Model.CanEncodeAhead = true;
        bench.Model.OnPass = _ =>
        {
            if (bench.Model.LogitsCalls == pass)
                throw new ModelException("fake: it broke");
        };

        Assert.Throws<ModelException>(() => bench.Run());

        Assert.Equal(0, bench.Model.LivePrompts);
    }

    [Fact]
    public void Should_Not_Wait_For_A_Next_Sample_That_Nobody_Wants_Any_More()
    {
        using var bench = new Bench();
        bench.Model.CanEncodeAhead = true;
        using var stop = new CancellationTokenSource();
        using var encoding = new ManualResetEventSlim();
        bench.Model.OnEncode = () =>
        {
            if (bench.Model.EncodeCalls != 2)
                return;
            encoding.Set();
            Assert.True(stop.Token.WaitHandle.WaitOne(Long));
            stop.Token.ThrowIfCancellationRequested();
        };
        bench.Model.OnPass = _ =>
        {
            encoding.Wait(Long);
            stop.Cancel();
        };

        var outcome = bench.Run(stop: stop.Token);

        Assert.True(outcome.Stopped);
        Assert.Equal(0, bench.Model.LivePrompts);
    }

    private static (string Rows, IReadOnlyList<string> Told) Sweep(bool ahead)
    {
        using var bench = new Bench(tasks: 2, samplesPerTask: 3);
        bench.Model.CanEncodeAhead = ahead;
        bench.DataSet.Broken.Add("1");
        bench.Model.RefusesImage = image => image.Span[0] == 2;
        var told = new Told<SweepProgress>();
        var outcome = bench.Run(told);
        Assert.Equal(0, bench.Model.LivePrompts);
        return (bench.Rows(), [
            .. told.All.Select(p => $"{p.Task} {p.Index} {p.PassesDone}/{p.PassesTotal} {p.SamplesDone} {p.SamplesSkipped}"),
            .. outcome.Skipped.Select(s => $"skipped {s.Task} {s.Index} {s.Reason}")]);
    }
}
