using System.Runtime.InteropServices;

namespace TaLo.Terminal.Ui;

/// <summary>
/// Gives the terminal back as it was, however the program ends: signals ask the window to leave; an exception that
/// nobody caught, on whatever thread, resets the screen before the runtime prints it.
/// </summary>
internal sealed class TerminalGuard : IDisposable
{
    // Mouse reports, bracketed paste and kitty's keyboard off; colours reset, cursor shown, main screen.
    private const string Reset = "\e[?1003l\e[?1002l\e[?1000l\e[?1015l\e[?1006l\e[?2004l\e[<u\e[0m\e[?25h\e[?1049l";

    private readonly List<PosixSignalRegistration> _signals = [];
    private readonly byte[]? _modes = TerminalModes.Read();
    private volatile bool _asked;

    /// <summary>Watches until disposed.</summary>
    /// <param name="leave">Asks the window to leave with an exit code; called on another thread.</param>
    public TerminalGuard(Action<int> leave)
    {
        Watch(PosixSignal.SIGINT, ExitCodes.Interrupted);
        Watch(PosixSignal.SIGTERM, ExitCodes.Terminated);
        Watch(PosixSignal.SIGHUP, ExitCodes.HungUp);
        AppDomain.CurrentDomain.UnhandledException += OnUnhandled;

        void Watch(PosixSignal signal, int exitCode) => _signals.Add(PosixSignalRegistration.Create(signal, context =>
        {
            if (_asked || (_modes is not null && TerminalModes.Read() is null))
            {
                // Asked twice, or no terminal left whose last keys could be waited for: at once. Nothing that is stored is lost.
                Restore();
                return;
            }
            _asked = true;
            context.Cancel = true;
            leave(exitCode);
        }));
    }

    /// <summary>From now on a signal ends the program at once.</summary>
    public void AskNoMore() => _asked = true;

    /// <summary>Resets screen and terminal modes by hand, where the toolkit cannot do it any more.</summary>
    public void Restore()
    {
        try
        {
            Console.Out.Write(Reset);
            Console.Out.Flush();
        }
        catch (IOException)
        {
            // The terminal is gone: nothing to restore.
        }
        RestoreModes();
    }

    /// <summary>Puts the terminal's modes back alone.</summary>
    public void RestoreModes()
    {
        if (_modes is not null)
            TerminalModes.Write(_modes);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        AppDomain.CurrentDomain.UnhandledException -= OnUnhandled;
        foreach (var signal in _signals)
            signal.Dispose();
    }

    private void OnUnhandled(object sender, UnhandledExceptionEventArgs e) => Restore();
}
