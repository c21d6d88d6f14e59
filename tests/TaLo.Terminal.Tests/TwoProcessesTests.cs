namespace TaLo.Terminal.Tests;

/// <summary>One process writes to a store; the others are told which, and may look.</summary>
public sealed class TwoProcessesTests(Models models) : IClassFixture<Models>
{
    [Fact]
    public void Should_Turn_The_Second_Writer_Away_And_Let_Readers_In()
    {
        using var sandbox = new Sandbox();
        var data = Sweep.TwoTasks(sandbox, each: 25);
        using var first = Talo.Start(sandbox, Sweep.Of(models.Llama, data));
        Assert.True(first.WaitUntil(() => sandbox.JournalSamples > 0), "it ended too early");
        first.Send(Signal.Stop);

        Talo.Run(sandbox, Sweep.Of(models.Llama, data)).Refused("lock", $"process {first.Id}", "--store");
        var shown = Talo.Run(sandbox, "show", "--json").Succeeded().Json;

        first.Send(Signal.Continue);
        first.Wait(TimeSpan.FromMinutes(1)).Succeeded();
        Assert.Equal(1, shown.GetArrayLength());
        Assert.Equal(50, sandbox.JournalSamples);
        Talo.Run(sandbox, Sweep.Of(models.Llama, data)).Succeeded();
    }
}
