namespace TaLo.Terminal.Tests;

/// <summary>
/// Damaged model and mmproj files through <c>doctor</c> and <c>sweep</c>: the program survives each of them, says one
/// line, and takes no longer than its limit. <c>TALO_MUTATIONS=3000</c> makes as many; a test run makes a few.
/// </summary>
public sealed class MutatedModelTests(Models models) : IClassFixture<Models>
{
    private const int Few = 16;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    [Fact]
    public void Should_survive_any_damage()
    {
        var (first, count) = MutatedModel.Asked(Few);
        using var sandbox = new Sandbox();
        var data = Sweep.TwoTasks(sandbox, each: 1);
        var (refused, done, seconds) = (0, 0, 0.0);
        for (var seed = first; seed < first + count; seed++)
        {
            var (model, mmproj) = MutatedModel.Write(models, sandbox, seed);
            string[] command = seed % 3 == 0
                ? ["doctor", "--model", model, "--mmproj", mmproj, "--threads", "1"]
                : ["sweep", model, data, "--mmproj", mmproj, "--threads", "1", "--layers", "1", "--samples", "1"];
            var watch = System.Diagnostics.Stopwatch.StartNew();
            using var running = Talo.Start(sandbox, command);
            var run = running.Wait(Limit);
            seconds = Math.Max(seconds, watch.Elapsed.TotalSeconds);
            Assert.True(run.ExitCode is 0 or 1, $"mutation {seed} ended with {run.ExitCode}: {run.Error}\n{run.Out}");
            Assert.True(run.ExitCode == 0 || command[0] == "doctor" || run.Errors.Count == 1, $"mutation {seed}: {run.Error}");
            _ = run.ExitCode == 0 ? done++ : refused++;
        }
        // Damage to weights alone is no reason to refuse a file.
        Assert.True(refused > 0 && (done > 0 || count < Few), $"{refused} refused, {done} used");
        Console.WriteLine($"{count} mutated files: {refused} refused, {done} used, none ended the program; longest {seconds:0.0} s");
    }
}
