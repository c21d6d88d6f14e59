namespace TaLo.Terminal.Tests;

/// <summary>Data on stdout, messages on stderr, and colour only for a terminal whose user wants it.</summary>
public sealed class PlainOutputTests(Models models) : IClassFixture<Models>
{
    private const char Escape = '\x1b';

    [Fact]
    public void Should_Write_No_Escape_Sequence_Into_A_Pipe()
    {
        using var sandbox = new Sandbox();
        var data = Sweep.TwoTasks(sandbox, each: 2);
        var terminal = new Dictionary<string, string> { ["TERM"] = "xterm-256color", ["COLORTERM"] = "truecolor" };

        var runs = new[]
        {
            Talo.Run(sandbox, terminal, Sweep.Of(models.Llama, data)),
            Talo.Run(sandbox, terminal, "show"),
            Talo.Run(sandbox, terminal, "tasks", data),
            Talo.Run(sandbox, terminal, "models", models.Folder),
            Talo.Run(sandbox, terminal, "doctor"),
            Talo.Run(sandbox, terminal, "tasks", "nowhere.tsv"),
        };

        Assert.All(runs, run => Assert.DoesNotContain(Escape, run.Out + run.Error));
    }

    [Fact]
    public void Should_Keep_Messages_Off_Standard_Output()
    {
        using var sandbox = new Sandbox();
        var run = Talo.Run(sandbox, Sweep.Of(models.Llama, Sweep.TwoTasks(sandbox, each: 2))).Succeeded();
        foreach (var message in new[] { "mmproj: ", "4 layers, ", "20 new results in " })
        {
            Assert.Contains(message, run.Error, StringComparison.Ordinal);
            Assert.DoesNotContain(message, run.Out, StringComparison.Ordinal);
        }
        Assert.DoesNotContain("bypassed", run.Error, StringComparison.Ordinal);
    }

    [TerminalFact]
    public void Should_Colour_A_Terminal_Unless_Told_Not_To()
    {
        using var sandbox = new Sandbox();
        var swept = Talo.Run(sandbox, Sweep.Of(models.Llama, Sweep.TwoTasks(sandbox, each: 2), "--json")).Succeeded();
        var id = swept.Json.GetProperty("sweep").GetString()!;

        Assert.Contains($"{Escape}[", InTerminal(sandbox, [], "show", id), StringComparison.Ordinal);
        Assert.DoesNotMatch($"{Escape}\\[[0-9;]*m", InTerminal(sandbox, new() { ["NO_COLOR"] = "1" }, "show", id));
    }

    /// <summary>What a terminal receives; <c>script</c> lends one.</summary>
    private static string InTerminal(Sandbox sandbox, Dictionary<string, string> variables, params string[] arguments)
    {
        variables["TERM"] = "xterm-256color";
        using var running = Talo.StartOther(
            sandbox, variables, TerminalFactAttribute.Script, "-qefc", Talo.CommandLine(arguments), "/dev/null");
        return running.Wait(TimeSpan.FromMinutes(1)).Succeeded().Out;
    }
}
