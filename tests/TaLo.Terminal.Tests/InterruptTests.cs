namespace TaLo.Terminal.Tests;

/// <summary>Ctrl-C and SIGTERM in the middle of a sweep.</summary>
public sealed class InterruptTests(Models models) : IClassFixture<Models>
{
    [Theory]
    [InlineData(2, 130)]
    [InlineData(15, 143)]
    public void Should_Stop_Keep_What_Is_Finished_And_Go_On_Next_Time(int signal, int exitCode)
    {
        using var sandbox = new Sandbox();
        var data = Sweep.TwoTasks(sandbox, each: 25);
        var sweep = Sweep.Of(models.Llama, data, "--modules", "attention,ffn,layer", "--out", "out.jsonl", "--json");

        using var running = Talo.Start(sandbox, sweep);
        Assert.True(running.WaitUntil(() => sandbox.JournalSamples >= 3), "it ended too early");
        running.Send((Signal)signal);
        var stopped = running.Wait(TimeSpan.FromSeconds(30));

        Assert.Equal(exitCode, stopped.ExitCode);
        Assert.Empty(stopped.Errors);
        Assert.Contains("stopped: run the same command again to go on", stopped.Error, StringComparison.Ordinal);
        Assert.True(stopped.Json.GetProperty("run").GetProperty("stopped").GetBoolean());
        var kept = sandbox.JournalSamples;
        Assert.InRange(kept, 3, 49);
        Assert.Equal(kept * 13, File.ReadAllLines(sandbox.PathOf("out.jsonl")).Length);

        var resumed = Talo.Run(sandbox, sweep).Succeeded().Json.GetProperty("run");
        Assert.Equal(kept * 13, resumed.GetProperty("rows_resumed").GetInt32());
        Assert.Equal((50 - kept) * 13, resumed.GetProperty("rows_new").GetInt32());
        Assert.Equal(50 * 13, File.ReadLines(sandbox.PathOf("out.jsonl")).Distinct().Count());
    }
}
