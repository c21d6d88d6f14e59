using System.Runtime.InteropServices;
using Terminal.Gui.App;
using Terminal.Gui.Drivers;

namespace TaLo.Terminal.Ui;

/// <summary>
/// Lets the toolkit's main loop stand still while nothing happens: by itself it turns twenty-five times a second, and
/// writes the terminal's cursor each time. Keys, posts, timers and the window's size wake it.
/// </summary>
internal sealed class MainLoopRest : IDisposable
{
    // A key's escape sequence, a click and what they set off are over by then.
    private static readonly TimeSpan StaysAwake = TimeSpan.FromMilliseconds(300);

    private readonly ManualResetEventSlim _woken = new(true, spinCount: 0);
    private readonly List<PosixSignalRegistration> _signals = [];
    private long _awakeUntil;

    /// <summary>Rests the loop of an application from its first turn on.</summary>
    public void Rest(IApplication app)
    {
        app.TimedEvents!.Added += (_, _) => Wake();
        app.Iteration += (_, _) => BeforeTurn(app);
        if (OperatingSystem.IsWindows())
            return;
        foreach (var signal in new[] { PosixSignal.SIGWINCH, PosixSignal.SIGCONT })
            _signals.Add(PosixSignalRegistration.Create(signal, _ => Wake()));
    }

    /// <summary>Something happens; from any thread.</summary>
    public void Wake() => _woken.Set();

    /// <inheritdoc/>
    public void Dispose()
    {
        _signals.ForEach(s => s.Dispose());
    }

    private void BeforeTurn(IApplication app)
    {
        LeaveCursor(app);
        if (!_woken.IsSet && Environment.TickCount64 < _awakeUntil)
            return;
        _woken.Wait(((TimedEvents)app.TimedEvents!).CheckTimers(out var untilNext) ? untilNext : -1);
        _woken.Reset();
        _awakeUntil = Environment.TickCount64 + (long)StaysAwake.TotalMilliseconds;
    }

    /// <summary>The toolkit's note that the cursor is to be written is never taken back by itself.</summary>
    private static void LeaveCursor(IApplication app)
    {
        var wanted = app.TopRunnableView?.MostFocused is { Cursor: { IsVisible: true } cursor } ? cursor : new Cursor();
        if (app.Driver is { } driver && driver.GetCursor() == wanted)
            driver.SetCursorNeedsUpdate(false);
    }
}
