using System.Diagnostics;
using TaLo.Models;
using TaLo.Terminal.Ui;
using Terminal.Gui.App;
using Terminal.Gui.Drivers;
using Terminal.Gui.Input;
using Terminal.Gui.Time;
using Attribute = Terminal.Gui.Drawing.Attribute;

namespace TaLo.Terminal.Tests.Ui;

/// <summary>The window without a terminal: a screen in memory, keys pressed by the test, one frame at a time.</summary>
internal sealed class Stage : IDisposable
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(100);

    private readonly VirtualTimeProvider _time = new();
    private readonly IApplication _app;
    private readonly SharedState _bench;

    /// <summary>Opens a window with screens of the test's own.</summary>
    public Stage(Sandbox sandbox, Func<UiContext, IReadOnlyList<Screen>> screens, ColourDepth depth = ColourDepth.True, int columns = 80, int rows = 24)
    {
        _app = Application.Create(_time);
        _app.Init(DriverRegistry.Names.ANSI);
        _app.Driver!.SetScreenSize(columns, rows);
        _bench = new SharedState(
            new StartOptions(sandbox.Store, new ModelOptions { ModelPath = "" }, false, sandbox.PathOf("state")), _app.Post, e => Crash = e);
        Ui = new UiContext(_app, new Theme(depth), _bench);
        Window = new ShellWindow(Ui, screens);
        _app.Begin(Window);
        Draw();
    }

    public UiContext Ui { get; }

    public ShellWindow Window { get; }

    public Exception? Crash { get; private set; }

    /// <summary>What is on the screen.</summary>
    public string Screen => _app.Driver!.ToString()!;

    /// <summary>One line of it.</summary>
    public string Line(int row) => Screen.Split('\n')[row].TrimEnd('\r', ' ');

    /// <summary>A cell's colours.</summary>
    public Attribute At(int row, int column) => _app.Driver!.Contents![row, column].Attribute!.Value;

    /// <summary>Presses a key and draws.</summary>
    public void Press(params Key[] keys)
    {
        foreach (var key in keys)
            _app.Keyboard.RaiseKeyDownEvent(key);
        Draw();
    }

    /// <summary>Presses a key; a turn draws what it changes.</summary>
    public void PressOnly(Key key) => _app.Keyboard.RaiseKeyDownEvent(key);

    /// <summary>One turn of the main loop, and what it sent to the terminal, the cursor's places left out.</summary>
    public string TurnAndTakeSent()
    {
        // What is sent takes the place of what was sent before; where nothing is, the mark stays.
        const string Mark = "¤";
        var output = _app.Driver!.GetOutput();
        output.Write(Mark);
        Turn();
        return Sent.EndsWith(Mark, StringComparison.Ordinal) ? "" : Sent;
    }

    /// <summary>What was sent to the terminal last.</summary>
    public string Sent => _app.Driver!.GetOutput().GetLastOutput();

    /// <summary>Makes the terminal another size.</summary>
    public void Resize(int columns, int rows)
    {
        _app.Driver!.SetScreenSize(columns, rows);
        Draw();
    }

    /// <summary>The images that are sent as pixels.</summary>
    public IReadOnlyCollection<RasterImageCommand> Sixels => [.. _app.Driver!.GetOutputBuffer().GetRasterImages()];

    /// <summary>Draws frames until something is so: what runs beside the window needs a moment.</summary>
    public void DrawUntil(Func<bool> condition)
    {
        var watch = Stopwatch.StartNew();
        while (!condition())
        {
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(60), $"it did not come; the screen is:\n{Screen}");
            Thread.Sleep(10);
            _app.TimedEvents!.RunTimers();
            Draw();
        }
    }

    /// <summary>
    /// One turn of the main loop, a tenth of a second later: timers, what other threads posted, and a frame of what says
    /// that it has changed.
    /// </summary>
    public void Turn()
    {
        _time.Advance(Step);
        _app.TimedEvents!.RunTimers();
        _app.LayoutAndDraw();
    }

    /// <summary>Draws one frame.</summary>
    public void Draw() => _app.LayoutAndDraw(true);

    public void Dispose()
    {
        _bench.Close(TimeSpan.FromSeconds(10));
        _bench.Dispose();
        Window.Dispose();
        _app.Dispose();
        Assert.Null(Crash);
        Assert.Null(Window.Crashed);
    }
}
