using TaLo.LlamaCpp;
using Terminal.Gui.App;

namespace TaLo.Terminal.Ui;

/// <summary>Runs the screens from the first frame to the last, and leaves the terminal as it was.</summary>
internal static class TerminalApp
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    /// <summary>Whether there is a terminal to draw on and to read keys from.</summary>
    public static bool HasTerminal => !Console.IsInputRedirected && !Console.IsOutputRedirected
        && Environment.GetEnvironmentVariable("TERM") is var term && term != "dumb" && (OperatingSystem.IsWindows() || term is not (null or ""));

    /// <summary>Runs the screens.</summary>
    /// <param name="options">What they are started with.</param>
    /// <param name="screens">Makes them, in the order of their numbers.</param>
    /// <returns>The exit code.</returns>
    public static int Run(StartOptions options, Func<UiContext, IReadOnlyList<Screen>> screens)
    {
        ShellWindow? window = null;
        using var guard = new TerminalGuard(code => window?.Leave(code));
        EngineAbort.Listener = message =>
        {
            guard.Restore();
            Messages.LastWords(message);
        };
        using var rest = new MainLoopRest();
        var (app, input) = WaitingInput.Application(rest.Wake);
        rest.Rest(app);
        using var shared = new SharedState(options, app.Post, e => window?.Crash(e));
        try
        {
            app.Init();
            window = Window(app, shared, screens);
            app.Run(window, e =>
            {
                window.Crash(e);
                return true;
            });
        }
        finally
        {
            input?.Close();
            CloseScreen(app, guard);
        }
        return End(window, shared, guard);
    }

    /// <summary>The window with all screens.</summary>
    public static ShellWindow Window(IApplication app, SharedState shared, Func<UiContext, IReadOnlyList<Screen>> screens)
    {
        var depth = ColourDepths.Of(app.Driver!.ColorCapabilities?.Capability, Environment.GetEnvironmentVariable);
        app.Driver.Force16Colors = depth == ColourDepth.Sixteen;
        var theme = new Theme(depth);
        theme.Dress();
        // The terminal is asked for its background, and answers when it likes.
        app.Driver.DefaultAttributeChanged += (_, _) => theme.Ground = app.Driver.DefaultAttribute?.Background ?? theme.Ground;
        return new ShellWindow(new UiContext(app, theme, shared), screens);
    }

    private static void CloseScreen(IApplication app, TerminalGuard guard)
    {
        try
        {
            app.Dispose();
        }
        catch (IOException)
        {
            // The terminal is gone, or half given back.
            guard.Restore();
        }
        guard.RestoreModes();
    }

    private static int End(ShellWindow window, SharedState shared, TerminalGuard guard)
    {
        guard.AskNoMore();
        var sweep = shared.Sweep is { IsOn: true } running ? running : null;
        if (sweep is not null)
            Messages.Note("stopping the sweep after the current pass; ^C ends at once, which loses nothing that is stored");
        shared.Close(Patience);
        if (sweep?.Outcome is { } outcome)
            Messages.Note($"{outcome.PassesNew} new results are stored; start the sweep again to go on");
        if ((window.Crashed ?? window.Faulted) is { } crash)
            Messages.Fault(crash);
        window.Dispose();
        return window.ExitCode;
    }
}
