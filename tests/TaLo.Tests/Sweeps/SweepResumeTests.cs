using TaLo.Sweeps;

namespace TaLo.Tests.Sweeps;

public class SweepResumeTests
{
    [Theory]
    [InlineData(true, false)]
    [InlineData(false, false)]
    [InlineData(true, true)]
    public void Should_End_With_The_Same_Rows_Wherever_It_Was_Stopped(bool breaksOff, bool encodesAhead)
    {
        using var whole = new Bench();
        whole.Run();
        var expected = whole.Rows();

        for (var pass = 1; pass <= 12; pass++)
        {
            using var bench = new Bench();
            using var stop = new CancellationTokenSource();
            bench.Model.BreaksOff = breaksOff;
            bench.Model.CanEncodeAhead = encodesAhead;
            bench.Model.OnPass = _ => { if (bench.Model.LogitsCalls == pass) stop.Cancel(); };

            var first = bench.Run(stop: stop.Token);

            // The pass that was running breaks off or ends, no other begins, and only whole samples are stored.
            var ended = breaksOff ? pass - 1 : pass;
            Assert.Equal(pass, bench.Model.LogitsCalls);
            Assert.Equal(ended < 12, first.Stopped);
            Assert.Equal(ended / 3 * 3, first.PassesNew);
            Assert.Equal(0, bench.Model.LivePrompts);

            var second = bench.Run();

            Assert.Equal((12 - first.PassesNew, first.PassesNew), (second.PassesNew, second.PassesResumed));
            Assert.Equal(expected, bench.Rows());
        }
    }

    [Fact]
    public void Should_Do_Nothing_Where_It_Is_Stopped_At_Once()
    {
        using var bench = new Bench();

        var outcome = bench.Run(stop: new CancellationToken(canceled: true));

        Assert.True(outcome.Stopped);
        Assert.Equal(0, bench.Model.LogitsCalls);
    }

    [Fact]
    public void Should_Lose_At_Most_The_Torn_Sample_Wherever_The_Journal_Is_Torn()
    {
        using var whole = new Bench(tasks: 1, samplesPerTask: 3, layers: 1);
        whole.Run();
        var expected = whole.Rows();
        var journal = File.ReadAllBytes(whole.Journal);
        var ends = Enumerable.Range(0, journal.Length).Where(i => journal[i] == '\n').ToList();
        using var bench = new Bench(tasks: 1, samplesPerTask: 3, layers: 1);

        for (var length = ends[^3] + 1; length <= journal.Length; length++)
        {
            Directory.Delete(bench.Folder, recursive: true);
            Directory.CreateDirectory(bench.Files.Sweeps);
            File.WriteAllBytes(bench.Journal, journal[..length]);
            bench.Messages.Clear();
            // A line that lacks only its newline is a line.
            var samples = ends.Count(e => e <= length) - 1;

            using var store = bench.Open();
            Assert.Equal(2 * samples, store.Passes(bench.Sweep).Count);
            Assert.Equal(ends.Contains(length - 1) || ends.Contains(length) ? 0 : 1, bench.Messages.Count);
            // What is left is the same for every byte of a line: going on is tried at some of them.
            if (length % 16 != 0 && !ends.Contains(length))
                continue;

            var outcome = new SweepRunner(bench.Model, bench.DataSet, store).Run(bench.Plan);

            Assert.Equal(2 * samples, outcome.PassesResumed);
            Assert.Equal(2 * (3 - samples), outcome.PassesNew);
            Assert.Equal(expected, Bench.Text(store.Passes(bench.Sweep)));
        }
    }

    [Fact]
    public void Should_Go_On_Where_The_Seal_Knows_More_Than_The_Torn_Journal()
    {
        using var bench = new Bench();
        bench.Run();
        var expected = bench.Rows();
        File.WriteAllBytes(bench.Journal, File.ReadAllBytes(bench.Journal)[..^5]);

        var outcome = bench.Run();

        Assert.Equal((3, 9), (outcome.PassesNew, outcome.PassesResumed));
        Assert.Equal(expected, bench.Rows());
        Assert.Contains(bench.Messages, m => m.Contains("1 of its 4 samples are missing"));
    }
}
