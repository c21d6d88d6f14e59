namespace TaLo.Terminal.Tests;

/// <summary><c>talo chat</c> through pipes, and Ctrl-C in it.</summary>
public sealed class ChatVerbTests(Models models) : IClassFixture<Models>
{
    [Fact]
    public void Should_Talk_Through_A_Pipe()
    {
        using var sandbox = new Sandbox();
        sandbox.Write("my cat.png", Png.Noise(64, 64, 1));
        var chat = Qa.Piped(sandbox,
            ["/image 'my cat.png'", "What is in the picture?", "/talo off", "/new", "\"./my cat.png\" What is in the picture?", "/compare And its colour?", "/quit", "Not read"],
            Qa.Chat(Qa.Biased, "--layer", "7")).Succeeded();
        var bypassed = Qa.Of(Qa.Biased, "What is in the picture?", "--image", "my cat.png", "--layer", "7");
        var expected = Talo.Run(sandbox, bypassed).Succeeded().Out + Talo.Run(sandbox, [.. bypassed[..^2], "--base"]).Succeeded().Out;
        Assert.StartsWith(expected, chat.Out, StringComparison.Ordinal);
        Assert.Matches("^attention 7 bypassed \\(by hand\\):\n.*\n\nbase model:\n.*\n$", chat.Out[expected.Length..]);
        Assert.Contains("attention 7 bypassed (by hand); /help", chat.Error, StringComparison.Ordinal);
        Assert.Contains("base model (TaLo off: attention 7, by hand)\n", chat.Error, StringComparison.Ordinal);
        Assert.Contains("goes on with the base model's answer", chat.Error, StringComparison.Ordinal);
        Assert.Contains("my cat.png: 64 × 64", chat.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Should_Not_Ask_About_An_Image_That_Is_Not_There()
    {
        using var sandbox = new Sandbox();
        var chat = Qa.Piped(sandbox, ["./nope.png what is it?"], Qa.Chat(Qa.Biased));
        Assert.Equal(1, chat.ExitCode);
        Assert.Empty(chat.Out);
        Assert.Contains("./nope.png: no such file", chat.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Should_Keep_No_Image_Of_A_Line_That_Could_Not_Be_Asked()
    {
        using var sandbox = new Sandbox();
        sandbox.Write("a.png", Png.Noise(64, 64, 1));
        sandbox.Write("broken.png", [1, 2, 3]);
        var chat = Qa.Piped(sandbox, ["./a.png and ./broken.png what is it?", "What is it?"], Qa.Chat(Qa.Biased));
        Assert.Contains("broken.png", Assert.Single(chat.Errors), StringComparison.Ordinal);
        Assert.DoesNotContain("64 × 64", chat.Error, StringComparison.Ordinal);
        Assert.Equal(Talo.Run(sandbox, Qa.Of(Qa.Biased, "What is it?")).Succeeded().Out, chat.Out);
    }

    [Fact]
    public void Should_Save_A_Conversation_And_Go_On_With_It()
    {
        using var sandbox = new Sandbox();
        sandbox.Write("a.png", Png.Noise(64, 64, 1));
        var chat = Qa.Piped(sandbox, ["a.png What is it?", "/save chat.jsonl", "/new", "/load chat.jsonl", "/save again.jsonl", "/save a.png"], Qa.Chat(Qa.Biased, "--layer", "7"));
        Assert.Contains("going on with 1 question asked of", chat.Error, StringComparison.Ordinal);
        Assert.Contains("a.png: is there already and is no saved conversation", Assert.Single(chat.Errors), StringComparison.Ordinal);
        var saved = File.ReadAllText(sandbox.PathOf("chat.jsonl"));
        Assert.Equal(saved, File.ReadAllText(sandbox.PathOf("again.jsonl")));
        Assert.Contains("\"layer\":7", saved, StringComparison.Ordinal);
    }

    [Fact]
    public void Should_Go_On_After_What_Cannot_Be_Done_And_Fail_In_The_End()
    {
        using var sandbox = new Sandbox();
        var alone = sandbox.PathOf("alone.gguf");
        File.Copy(models.Llama, alone);
        var image = sandbox.Write("a.png", Png.Noise(28, 28, 1));
        var chat = Qa.Piped(sandbox, [$"/image {image}", "/fly", "/compare What?", "/talo on", "Hello?"], Qa.Chat(alone, "--max-tokens", "4"));
        Assert.Equal(1, chat.ExitCode);
        Assert.Equal(4, chat.Errors.Count);
        foreach (var (word, error) in new[] { "takes no images", "no command /fly", "nothing is bypassed", "nothing to bypass" }.Zip(chat.Errors))
            Assert.Contains(word, error, StringComparison.Ordinal);
        Assert.NotEqual("", chat.Out.Trim());
        Assert.Contains("4 tokens", chat.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Should_Stop_An_Answer_With_CtrlC_And_The_Program_With_Another()
    {
        if (!OperatingSystem.IsLinux())
            return;
        using var sandbox = new Sandbox();
        // An endless answer: nothing but the context ends it.
        var chat = Talo.CommandLine(Qa.Chat(models.Llama, "--max-tokens", "0", "--ctx", "100000"));
        using var running = Talo.StartOther(
            sandbox, [], "sh", "-c", $"mkfifo in; exec env --default-signal=INT {chat} < in > out 2> error");
        Assert.True(running.WaitUntil(() => File.Exists(sandbox.PathOf("in"))));
        using (var input = new StreamWriter(new FileStream(sandbox.PathOf("in"), FileMode.Open, FileAccess.Write)) { AutoFlush = true })
        {
            input.WriteLine("Tell me everything");
            Assert.True(running.WaitUntil(() => Read(sandbox, "out").Length > 100), Read(sandbox, "error"));
            running.Send(Signal.Interrupt);
            Assert.True(running.WaitUntil(() => Read(sandbox, "error").Contains(", stopped)", StringComparison.Ordinal)), Read(sandbox, "error"));
            var stopped = Read(sandbox, "out").Length;

            // The same conversation anew: another one might end its answer by itself.
            input.WriteLine("/new");
            input.WriteLine("Tell me everything");
            Assert.True(running.WaitUntil(() => Read(sandbox, "out").Length > stopped + 100), Read(sandbox, "error"));
            running.Send(Signal.Interrupt);
            Assert.True(running.WaitUntil(() => Read(sandbox, "error").Split(", stopped)").Length == 3), Read(sandbox, "error"));

            running.Send(Signal.Interrupt);
            Assert.Equal(130, running.Wait(TimeSpan.FromMinutes(1)).ExitCode);
        }
        Assert.DoesNotContain("talo: ", Read(sandbox, "error"), StringComparison.Ordinal);
    }

    private static string Read(Sandbox sandbox, string name)
    {
        if (!File.Exists(sandbox.PathOf(name)))
            return "";
        using var file = new FileStream(sandbox.PathOf(name), FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(file);
        return reader.ReadToEnd();
    }
}
