using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace TaLo.Terminal.Tests;

/// <summary>The screens of the real program, driven through a real terminal on the bundled model.</summary>
public sealed partial class ScreensTests
{
    private const int Layers = 12;

    [TmuxFact]
    public void Should_Lead_From_Home_To_A_Sweep_Whose_Cells_Are_The_Stored_Ones_And_To_A_Layer()
    {
        using var sandbox = new Sandbox();
        using var terminal = new Tmux(sandbox);
        var before = CleanTerminal.Modes(terminal);
        terminal.Enter($"{Talo.CommandLine()}; echo code:$?");
        var home = terminal.WaitFor("mmproj");
        Assert.Contains("base model: nothing is bypassed", home, StringComparison.Ordinal);
        Assert.Contains("Press d: the demo", terminal.WaitFor("Press d"), StringComparison.Ordinal);

        StartSmallSweep(terminal);
        terminal.WaitFor("finished");
        var stored = Stored(sandbox);
        Assert.Equal(2, stored.Count);
        foreach (var vector in stored)
        {
            foreach (var layer in vector.GetProperty("layers").EnumerateArray())
            {
                terminal.WaitFor(screen => Shows(screen, vector, layer), $"the stored {vector.GetProperty("task")} {layer}");
                terminal.Press("Right");
            }
            terminal.Press("Down", "Home");
        }

        terminal.Press("Right", "Enter");
        var layers = terminal.WaitFor("chart-highest: attention");
        Assert.Contains("Which layer?", layers, StringComparison.Ordinal);
        terminal.Press("u");
        terminal.WaitFor("BYPASSED: attention 1");
        terminal.Press("C-t");
        terminal.WaitFor("base model: nothing is bypassed");
        terminal.Press("C-t");
        terminal.WaitFor("BYPASSED: attention 1");
        terminal.Press("d");
        terminal.WaitFor("Protocol robust");
        terminal.Press("w");
        terminal.WaitFor("kept as profile");
        Assert.Single(Talo.Run(sandbox, "profiles", "list").Succeeded().Out.Split('\n'), l => l.Contains("robust", StringComparison.Ordinal));
        terminal.Press("q");
        CleanTerminal.AssertLeft(terminal, 0, before);
    }

    [TmuxFact]
    public void Should_Pause_Go_On_Survive_A_Resize_And_Ask_Before_It_Quits_While_Sweeping()
    {
        using var sandbox = new Sandbox();
        using var terminal = new Tmux(sandbox, 100, 30);
        var before = CleanTerminal.Modes(terminal);
        terminal.Enter($"{Talo.CommandLine()}; echo code:$?");
        terminal.WaitFor("Press d");
        terminal.Press("d");
        terminal.WaitFor(s => s.Contains("sweeping", StringComparison.Ordinal) && s.Contains("passes/s", StringComparison.Ordinal), "a running sweep");

        terminal.Press("p");
        terminal.WaitFor("paused");
        terminal.Resize(80, 24);
        terminal.WaitFor(s => s.Split('\n')[0].Length <= 80 && s.Contains("paused", StringComparison.Ordinal) && s.Split('\n')[23].Contains("quit", StringComparison.Ordinal), "the keys on line 24");
        terminal.Resize(60, 15);
        terminal.WaitFor("too small");
        terminal.Resize(140, 45);
        terminal.WaitFor(s => s.Split('\n')[44].Contains("quit", StringComparison.Ordinal), "the keys on line 45");
        terminal.Press("p");
        terminal.WaitFor("sweeping");
        terminal.Press("1");
        terminal.WaitFor(s => s.Contains("Stored sweeps", StringComparison.Ordinal) && s.Contains("sweeping: ", StringComparison.Ordinal), "the sweep's line on Home");

        terminal.Press("q");
        terminal.WaitFor("stop the sweep and quit");
        terminal.Press("Escape");
        terminal.WaitFor(s => !s.Contains("stop the sweep and quit", StringComparison.Ordinal), "the question to close");
        terminal.Press("q");
        terminal.WaitFor("stop the sweep and quit");
        terminal.Press("q");
        CleanTerminal.AssertLeft(terminal, 0, before);
        Assert.InRange(sandbox.JournalSamples, 1, 119);
    }

    [TmuxFact]
    public void Should_Leave_A_Clean_Terminal_On_Interrupt_And_Signals_While_Sweeping()
    {
        using var sandbox = new Sandbox();
        using var terminal = new Tmux(sandbox);
        var before = CleanTerminal.Modes(terminal);
        foreach (var (leave, code) in new (Action, int)[]
        {
            (() => terminal.Press("C-c"), 130),
            (() => CleanTerminal.Kill(terminal, "TERM"), 143),
            (() => CleanTerminal.Kill(terminal, "HUP"), 129),
            (() => CleanTerminal.Kill(terminal, "INT"), 130),
        })
        {
            terminal.Enter($"clear; {Talo.CommandLine()}; echo code:$?");
            terminal.WaitFor("look again");
            terminal.Press("d");
            terminal.WaitFor(s => SomeSamples().IsMatch(s), "the first sample");
            Assert.True(terminal.IsOnAlternateScreen);
            leave();
            CleanTerminal.AssertLeft(terminal, code, before);
        }
        var kept = sandbox.JournalSamples;
        Assert.InRange(kept, 1, 119);
        Talo.Run(sandbox, "show").Succeeded();
    }

    [TmuxFact]
    public void Should_End_When_Its_Terminal_Is_Closed()
    {
        using var sandbox = new Sandbox();
        using var terminal = new Tmux(sandbox);
        terminal.Enter(Talo.CommandLine());
        terminal.WaitFor("Press d");
        using var program = Process.GetProcessById(terminal.Program());
        terminal.Close();
        var ended = program.WaitForExit(TimeSpan.FromSeconds(30));
        if (!ended)
            program.Kill();
        Assert.True(ended, "it still ran, without a terminal");
    }

    [TmuxFact]
    public void Should_Draw_Without_Colour_Where_The_User_Wants_None()
    {
        using var sandbox = new Sandbox();
        using var terminal = new Tmux(sandbox, 80, 24, "NO_COLOR=1");
        terminal.Enter(Talo.CommandLine());
        terminal.WaitFor("Press d");
        StartSmallSweep(terminal);
        terminal.WaitFor("finished");
        Assert.DoesNotMatch(Colour(), terminal.Coloured());
        Assert.Contains("luck", terminal.Screen(), StringComparison.Ordinal);
        terminal.Press("q");
        terminal.WaitFor("ready>");
    }

    /// <summary>Two tasks, four samples each.</summary>
    private static void StartSmallSweep(Tmux terminal)
    {
        terminal.WaitFor("talo-nano-tasks");
        terminal.Press("s");
        terminal.WaitFor("✓");
        terminal.Press("a");
        terminal.WaitFor(s => !s.Contains('✓', StringComparison.Ordinal), "no task to be chosen");
        terminal.Press("Space", "Down", "Space", "Tab", "Down", "Down", "Down", "Down", "Down", "Down", "Down", "Down", "Enter");
        terminal.WaitFor("a larger one later extends a smaller");
        terminal.Press("BSpace", "BSpace", "4", "Enter");
        terminal.WaitFor(s => SamplesAreFour().IsMatch(s) && s.Count(c => c == '✓') == 2, "two tasks and four samples");
        terminal.Press("s");
    }

    private static List<JsonElement> Stored(Sandbox sandbox)
    {
        var id = Talo.Run(sandbox, "show", "--json").Succeeded().Json.EnumerateArray().Single().GetProperty("id").GetString()!;
        var vectors = Talo.Run(sandbox, "show", id, "--json").Succeeded().Json.GetProperty("vectors").EnumerateArray().ToList();
        Assert.All(vectors, v => Assert.Equal(Layers, v.GetProperty("layers").GetArrayLength()));
        return vectors;
    }

    /// <summary>Whether a screen has a cell's stored figures under its cursor.</summary>
    private static bool Shows(string screen, JsonElement vector, JsonElement layer)
    {
        var (samples, baseShare) = (layer.GetProperty("samples").GetInt32(), vector.GetProperty("base_accuracy").GetDouble());
        var delta = layer.GetProperty("delta").GetDouble();
        return new[]
        {
            Text($"─ {vector.GetProperty("task").GetString()}, attention {layer.GetProperty("layer").GetInt32()} ─"),
            Text($"accuracy      {baseShare * 100:0.0}% → {(baseShare + delta) * 100:0.0}% of {samples} "),
            Text($"difference    {delta * 100:+0.0;−0.0;0.0} "),
            Text($"fixed/broken  {layer.GetProperty("fixed").GetInt32()}/{layer.GetProperty("broken").GetInt32()} "),
            Text($"margin        {layer.GetProperty("mean_margin_change").GetDouble():+0.000;−0.000;0.000} nats"),
        }.All(text => screen.Contains(text, StringComparison.Ordinal));
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex(@" [1-9]\d*/120 samples")]
    private static partial Regex SomeSamples();

    [GeneratedRegex(@"samples per task +4 ")]
    private static partial Regex SamplesAreFour();

    [GeneratedRegex(@"\x1b\[[0-9;]*(3[0-8]|4[0-8]|9[0-7]|10[0-7])[;m]")]
    private static partial Regex Colour();
}
