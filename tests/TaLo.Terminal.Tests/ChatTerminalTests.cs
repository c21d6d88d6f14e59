using System.Text.RegularExpressions;
using TaLo.Gguf.RandomModels;
using TaLo.Terminal.Library;

namespace TaLo.Terminal.Tests;

/// <summary>The chat screen of the real program, driven through a real terminal.</summary>
public sealed partial class ChatTerminalTests(Models models) : IClassFixture<Models>
{
    private const string Question = "Whose flag is at the top?";

    [TmuxFact]
    public void Should_Answer_About_An_Image_As_The_Verb_Does_With_TaLo_On_Off_And_Side_By_Side()
    {
        using var sandbox = new Sandbox();
        var image = sandbox.Write("two flags.png", FirstImageOf("flag-name"));
        var (plain, bypassed) = (Answer(sandbox, image, "--base"), Answer(sandbox, image, "--layer", "0", "--module", "attention"));
        Assert.NotEqual(plain, bypassed);

        using var terminal = new Tmux(sandbox);
        var before = CleanTerminal.Modes(terminal);
        terminal.Enter($"{Talo.CommandLine()}; echo code:$?");
        OpenModel(terminal, BundledModels.Biased);
        UseGreedy(terminal);

        // By its path, with a blank in it, completed by the tab key.
        terminal.Write($"{sandbox.PathOf("two").Replace(" ", "\\ ", StringComparison.Ordinal)}");
        terminal.Press("Tab");
        terminal.WaitFor(@"two\ flags.png");
        terminal.Press("Enter");
        terminal.WaitFor("Ask about two flags.png");
        Ask(terminal, Question);
        var screen = terminal.WaitFor("finished");
        Assert.Contains($"│ {plain} ", screen, StringComparison.Ordinal);
        Assert.Contains("You  two flags.png", screen, StringComparison.Ordinal);

        terminal.Press("C-p");
        terminal.WaitFor("What is bypassed");
        terminal.Press("Down", "Down", "Enter");
        terminal.WaitFor("of 0 to 11");
        terminal.Press("0", "Enter");
        terminal.WaitFor("BYPASSED: attention 0   by hand");
        terminal.Press("C-n");
        terminal.WaitFor("Type a question");
        // Dropped on the terminal this time.
        terminal.Paste($"file://{image.Replace(" ", "%20", StringComparison.Ordinal)}");
        terminal.WaitFor("Ask about two flags.png");
        Ask(terminal, Question);
        screen = terminal.WaitFor("finished");
        Assert.Contains(" attention 0 bypassed  by hand", screen, StringComparison.Ordinal);
        Assert.Contains($"│ {bypassed} ", screen, StringComparison.Ordinal);

        terminal.Press("C-t");
        terminal.WaitFor("base model: nothing is bypassed");
        terminal.Press("C-n");
        terminal.WaitFor("Type a question");
        Ask(terminal, $"{image.Replace(" ", "\\ ", StringComparison.Ordinal)} {Question}");
        Assert.Contains($"│ {plain} ", terminal.WaitFor("finished"), StringComparison.Ordinal);
        terminal.Press("C-n");
        terminal.WaitFor("Type a question");
        terminal.Paste($"'{image}'");
        terminal.WaitFor("Ask about two flags.png");
        terminal.Write(Question);
        terminal.Press("C-x");
        screen = terminal.WaitFor("● the conversation goes on with this");
        Assert.Matches($"│ {plain} +│ {bypassed} ", screen);

        Quit(terminal);
        CleanTerminal.AssertLeft(terminal, 0, before);
    }

    [TmuxFact]
    public void Should_Stop_The_Answer_On_Interrupt_And_Leave_A_Clean_Terminal_While_Answering()
    {
        using var sandbox = new Sandbox();
        // Its most likely token is the same for ever: it ends no answer by itself.
        var (model, _) = NamedModels.Get("small", models.Folder);
        using var terminal = new Tmux(sandbox, 100, 30);
        var before = CleanTerminal.Modes(terminal);
        foreach (var (signal, code) in new[] { ("TERM", 143), ("INT", 130), ("HUP", 129) })
        {
            terminal.Enter($"clear; {Talo.CommandLine("ui", "--device", "cpu", "--threads", "1", "--ctx", "32768")}; echo code:$?");
            OpenModel(terminal, model);
            UseGreedy(terminal, "0");
            Ask(terminal, "Tell me everything");
            terminal.WaitFor("tokens/s  context");
            terminal.Press("C-c");
            terminal.WaitFor(s => s.Contains("· stopped", StringComparison.Ordinal) && s.Contains("─ Ask ─", StringComparison.Ordinal), "the stopped answer");
            Assert.True(terminal.IsOnAlternateScreen);

            Ask(terminal, "And the rest");
            terminal.WaitFor("tokens/s  context");
            CleanTerminal.Kill(terminal, signal);
            CleanTerminal.AssertLeft(terminal, code, before);
        }
    }

    [TmuxFact]
    public void Should_Pause_A_Sweep_To_Answer_And_Let_It_Go_On()
    {
        using var sandbox = new Sandbox();
        using var terminal = new Tmux(sandbox);
        var before = CleanTerminal.Modes(terminal);
        terminal.Enter($"{Talo.CommandLine()}; echo code:$?");
        terminal.WaitFor("Press d");
        terminal.Press("d");
        terminal.WaitFor(s => SomeSamples().IsMatch(s), "the first sample");
        terminal.Press("F4");
        terminal.WaitFor("A sweep holds the model");
        Ask(terminal, "What is it?");
        terminal.WaitFor("ask: a sweep holds the model: ^R pauses it");
        terminal.Press("C-r");
        terminal.WaitFor("Type a question");
        terminal.Press("Enter");
        terminal.WaitFor("finished");
        var kept = sandbox.JournalSamples;
        terminal.Press("C-r");
        terminal.WaitFor(s => s.Contains("sweeping", StringComparison.Ordinal) && sandbox.JournalSamples > kept + 1, "the sweep to go on");
        Quit(terminal);
        terminal.WaitFor("stop the sweep and quit");
        terminal.Press("q");
        CleanTerminal.AssertLeft(terminal, 0, before);
    }

    [TmuxFact]
    public void Should_Take_A_Question_Of_The_Data_Set_With_Its_Image()
    {
        using var sandbox = new Sandbox();
        using var terminal = new Tmux(sandbox, 120, 40);
        terminal.Enter(Talo.CommandLine());
        OpenModel(terminal, BundledModels.Plain);
        terminal.Press("C-d");
        terminal.WaitFor("Which digit is on the left?");
        terminal.Press("Enter", "Down");
        terminal.WaitFor("2 of 500");
        terminal.WaitFor("A. one");
        terminal.Press("Enter");
        terminal.WaitFor("Please select the correct answer");
        terminal.Press("Enter");
        var screen = terminal.WaitFor("finished");
        Assert.Contains("You  digit-name 4", screen, StringComparison.Ordinal);
        Assert.Matches("The data set's answer: [A-D][.] ", screen);
        Assert.Contains("▀▀▀▀▀▀▀▀", screen, StringComparison.Ordinal);
    }

    /// <summary>Opens a model by its path and goes to the chat.</summary>
    private static void OpenModel(Tmux terminal, string path)
    {
        terminal.WaitFor("open a file");
        terminal.Press("o");
        terminal.WaitFor("Path of a model");
        terminal.Write(path);
        terminal.Press("Enter");
        terminal.WaitFor(s => !s.Contains("Path of a model", StringComparison.Ordinal), "the box to close");
        terminal.Press("F4");
        terminal.WaitFor("Type a question");
    }

    /// <summary>The most likely token every time, as the verb does it.</summary>
    private static void UseGreedy(Tmux terminal, string mostTokens = "1024")
    {
        terminal.Press("C-s");
        terminal.WaitFor("How answers are chosen");
        terminal.Press("End", "BSpace", "BSpace", "BSpace", "0", "Down", "Down", "Down", "Down", "Down", "Down", "End", "BSpace", "BSpace", "BSpace", "BSpace");
        terminal.Write(mostTokens);
        terminal.Press("Enter");
        terminal.WaitFor(s => !s.Contains("How answers are chosen", StringComparison.Ordinal), "the box to close");
    }

    private static void Quit(Tmux terminal)
    {
        terminal.Press("Escape");
        terminal.WaitFor("q quit");
        terminal.Press("q");
    }

    private static void Ask(Tmux terminal, string question)
    {
        terminal.Write(question);
        terminal.WaitFor(s => s.Contains(question[^10..], StringComparison.Ordinal), "the question");
        terminal.Press("Enter");
    }

    private static string Answer(Sandbox sandbox, string image, params string[] bypass) => Talo.Run(
        sandbox, ["qa", BundledModels.Biased, Question, "--image", image, "--json", "--device", "cpu", "--threads", "1", .. bypass])
        .Succeeded().Json.GetProperty("answer").GetProperty("text").GetString()!;

    private static byte[] FirstImageOf(string task)
    {
        using var data = TaLo.Tasks.Readers.DataSets.Open(BundledModels.Tasks);
        return data.Load(data.Samples.First(s => s.Task == task)).Question.Images[0].ToArray();
    }

    [GeneratedRegex(@" [1-9]\d*/120 samples")]
    private static partial Regex SomeSamples();
}
