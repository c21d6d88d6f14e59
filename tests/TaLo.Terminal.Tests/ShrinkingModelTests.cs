namespace TaLo.Terminal.Tests;

/// <summary>A model file that becomes shorter while it is mapped.</summary>
public sealed class ShrinkingModelTests(Models models) : IClassFixture<Models>
{
    [Fact]
    public void Should_End_With_A_Message_And_Keep_What_Is_Finished()
    {
        if (!OperatingSystem.IsLinux())
            return;
        using var sandbox = new Sandbox();
        var model = sandbox.Write("mine.gguf", File.ReadAllBytes(models.Llama));
        var whole = File.ReadAllBytes(model);
        var data = Sweep.TwoTasks(sandbox, each: 25);
        var sweep = Sweep.Of(model, data, "--mmproj", models.Mmproj("llama"), "--modules", "attention,ffn,layer");

        using var running = Talo.Start(sandbox, sweep);
        Assert.True(running.WaitUntil(() => sandbox.JournalSamples >= 2), "it ended too early");
        using (var file = File.OpenWrite(model))
            file.SetLength(4096);
        var run = running.Wait(TimeSpan.FromSeconds(30));

        Assert.Equal(ExitCodes.Failure, run.ExitCode);
        Assert.Contains("mine.gguf became shorter while it was in use (4096 of", Assert.Single(run.Errors), StringComparison.Ordinal);
        var kept = sandbox.JournalSamples;
        Assert.InRange(kept, 2, 49);
        File.WriteAllBytes(model, whole);
        Talo.Run(sandbox, sweep).Succeeded();
        Assert.Equal(50, sandbox.JournalSamples);
    }
}
