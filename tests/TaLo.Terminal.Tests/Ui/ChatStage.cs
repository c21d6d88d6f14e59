using System.Diagnostics;
using TaLo.Models;
using TaLo.Profiles;
using TaLo.Storage;
using TaLo.Terminal.Library;
using TaLo.Terminal.Screens;
using TaLo.Terminal.Ui;
using Terminal.Gui.Input;

namespace TaLo.Terminal.Tests.Ui;

/// <summary>The chat screen in a window without a terminal, with a model of the test's.</summary>
internal sealed class ChatStage : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly Stage _stage;

    public ChatStage(IChatModel model, int columns = 80, int rows = 24)
    {
        Directory.CreateDirectory(Sandbox.Store);
        _stage = new Stage(Sandbox, ui =>
        {
            ui.Shared.Choose(new FoundModel("/models/scripted.gguf", null, "/models/mmproj-scripted.gguf", ""));
            return [new ChatScreen(ui, (_, _, _) => model)];
        }, ColourDepth.None, columns, rows);
        WaitFor("Type a question");
    }

    public Sandbox Sandbox { get; } = new();

    public SharedState Shared => _stage.Ui.Shared;

    public string Screen => _stage.Screen.ReplaceLineEndings("\n");

    public string[] Lines => Screen.Split('\n');

    /// <summary>Keeps profiles in the store.</summary>
    public void Keep(params TaskProfile[] profiles)
    {
        using var store = new ResultStore(Sandbox.Store);
        foreach (var profile in profiles)
            store.PutProfiles(profile);
    }

    public void Press(params Key[] keys)
    {
        foreach (var key in keys)
        {
            _stage.Press(key);
            _stage.Turn();
        }
    }

    public void Write(string text) => Press([.. text.Select(letter => new Key(letter))]);

    /// <summary>Pastes text, as a terminal does.</summary>
    public void Paste(string text)
    {
        _stage.Ui.App.RaisePasteEvent(text);
        _stage.Turn();
    }

    /// <summary>Types a question and asks it.</summary>
    public void Ask(string question)
    {
        Write(question);
        Press(Key.Enter);
    }

    /// <summary>Waits until no answer runs and the screen shows a text.</summary>
    public string WaitForIdle(string text) => WaitFor(
        s => s.Contains(text, StringComparison.Ordinal) && !s.Contains("esc stop", StringComparison.Ordinal), $"'{text}' and no answer running");

    public string WaitFor(string text) => WaitFor(screen => screen.Contains(text, StringComparison.Ordinal), $"'{text}'");

    public string WaitFor(Func<string, bool> wanted, string what)
    {
        var watch = Stopwatch.StartNew();
        while (true)
        {
            _stage.Turn();
            if (wanted(Screen))
                return Screen;
            Assert.True(watch.Elapsed < Patience, $"{what} did not come; the screen is:\n{Screen}");
            Thread.Sleep(5);
        }
    }

    public void Dispose()
    {
        _stage.Dispose();
        Sandbox.Dispose();
    }
}
