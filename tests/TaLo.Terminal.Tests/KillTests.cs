using System.Diagnostics;
using Xunit.Abstractions;

namespace TaLo.Terminal.Tests;

/// <summary><c>kill -9</c> in the middle of a sweep, again and again: nothing is lost, nothing is there twice.</summary>
public sealed class KillTests(Models models, ITestOutputHelper log) : IClassFixture<Models>
{
    private static readonly int Kills = LongTests.Asked ? 40 : 10;

    [Fact]
    public void Should_End_With_The_Results_Of_An_Uninterrupted_Run()
    {
        using var undisturbed = new Sandbox();
        using var killed = new Sandbox();
        var data = Sweep.TwoTasks(undisturbed, each: 25);
        var sweep = Sweep.Of(models.Llama, data, "--modules", "attention,ffn,layer", "--out", "out.jsonl");
        var startUp = StartUp(undisturbed, sweep);
        var random = new Random(20260201);
        var places = Enumerable.Range(0, Kills).Select(_ => random.NextDouble()).Order().ToList();

        var hits = 0;
        foreach (var place in places)
        {
            // Three of ten while the program starts and reads the store, the others anywhere along the record.
            var atStart = random.NextDouble() < 0.3;
            var wait = random.NextDouble() * (atStart ? startUp : TimeSpan.FromMilliseconds(15));
            var hit = Kill(killed, sweep, atStart ? 0 : (long)(place * undisturbed.JournalLength), wait);
            hits += hit ? 1 : 0;
            log.WriteLine($"{(hit ? "killed" : "missed")} with {killed.JournalLength} of {undisturbed.JournalLength} bytes, at start: {atStart}");
        }
        var last = Talo.Run(killed, sweep).Succeeded();

        Assert.InRange(hits, Kills * 8 / 10, Kills);
        Assert.DoesNotContain(" 0 were stored already", last.Error, StringComparison.Ordinal);
        AssertSameFile(undisturbed, killed, "out.jsonl");
        foreach (var sandbox in new[] { undisturbed, killed })
            Talo.Run(sandbox, "show", OnlySweep(sandbox), "--out", "shown.jsonl").Succeeded();
        AssertSameFile(undisturbed, killed, "shown.jsonl");
        Assert.Equal(
            File.ReadLines(killed.PathOf("out.jsonl")).Order(StringComparer.Ordinal),
            File.ReadLines(killed.PathOf("shown.jsonl")).Order(StringComparer.Ordinal));
    }

    /// <summary>Runs the sweep to its end.</summary>
    /// <returns>How long it took until the first sample was stored.</returns>
    private static TimeSpan StartUp(Sandbox sandbox, string[] sweep)
    {
        var watch = Stopwatch.StartNew();
        using var running = Talo.Start(sandbox, sweep);
        running.WaitUntil(() => sandbox.JournalLength > 0);
        var startUp = watch.Elapsed;
        running.Wait(TimeSpan.FromMinutes(2)).Succeeded();
        return startUp;
    }

    /// <returns>Whether the program was still running.</returns>
    private static bool Kill(Sandbox sandbox, string[] sweep, long place, TimeSpan wait)
    {
        using var running = Talo.Start(sandbox, sweep);
        running.WaitUntil(() => sandbox.JournalLength >= place);
        Thread.Sleep(wait);
        var wasRunning = !running.HasExited;
        if (wasRunning)
            running.Send(Signal.Kill);
        return wasRunning && running.Wait(TimeSpan.FromSeconds(30)).ExitCode == 128 + (int)Signal.Kill;
    }

    private static string OnlySweep(Sandbox sandbox) =>
        Talo.Run(sandbox, "show", "--json").Succeeded().Json.EnumerateArray().Single().GetProperty("id").GetString()!;

    private static void AssertSameFile(Sandbox one, Sandbox other, string name)
    {
        var expected = File.ReadAllBytes(one.PathOf(name));
        Assert.NotEmpty(expected);
        Assert.True(expected.AsSpan().SequenceEqual(File.ReadAllBytes(other.PathOf(name))), $"{name} differs");
    }
}
