namespace TaLo.Terminal.Tests;

/// <summary>A bypass that changes nothing is an error: a result of it would be a lie.</summary>
public sealed class InertKnockoutTests(Models models) : IClassFixture<Models>
{
    [Fact]
    public void Should_Name_The_Layer_And_Store_No_Row_Of_It()
    {
        using var sandbox = new Sandbox();
        var data = Sweep.TwoTasks(sandbox, each: 2);
        var model = models.Inert(layer: 2);
        Talo.Run(sandbox, Sweep.Of(model, data, "--layers", "0,1")).Succeeded();
        var stored = sandbox.JournalBytes();

        Talo.Run(sandbox, Sweep.Of(model, data, "--layers", "1,2", "--out", "out.jsonl"))
            .Refused("attention 2", "did not change the logits");

        Assert.Equal(stored, sandbox.JournalBytes());
        Assert.False(File.Exists(sandbox.PathOf("out.jsonl")));
    }

    [Fact]
    public void Should_Sweep_The_Other_Half_Of_The_Same_Layer()
    {
        using var sandbox = new Sandbox();
        var data = Sweep.TwoTasks(sandbox, each: 1);
        Talo.Run(sandbox, Sweep.Of(models.Inert(layer: 2), data, "--layers", "2", "--modules", "ffn,layer")).Succeeded();
    }
}
