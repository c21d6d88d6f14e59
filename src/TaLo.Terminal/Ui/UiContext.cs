using Terminal.Gui.App;

namespace TaLo.Terminal.Ui;

/// <summary>What every screen and pane works with.</summary>
/// <param name="app">The toolkit's application.</param>
/// <param name="theme">The colours.</param>
/// <param name="shared">The model, the store and the work in progress.</param>
internal sealed class UiContext(IApplication app, Theme theme, SharedState shared)
{
    /// <summary>The toolkit's application.</summary>
    public IApplication App => app;

    /// <summary>The colours.</summary>
    public Theme Theme => theme;

    /// <summary>The model, the store and the work in progress.</summary>
    public SharedState Shared => shared;

    /// <summary>The window: screens, messages, questions.</summary>
    public ShellWindow Shell { get; set; } = null!;

    /// <summary>
    /// Runs something that takes longer than a blink on a pool thread and hands its result to the UI thread.
    /// What it throws is shown, and the program goes on.
    /// </summary>
    public void InBackground<T>(Func<T> work, Action<T> done, Action<string>? failed = null) => Task.Run(() =>
    {
        try
        {
            var result = work();
            app.Post(() =>
            {
                Shell.Try(() => done(result));
                Shell.RefreshLines();
            });
        }
        catch (Exception e) when (e is TaLoException or IOException or UnauthorizedAccessException)
        {
            app.Post(() => (failed ?? Shell.Warn)(e.Message.ReplaceLineEndings(" ")));
        }
        catch (Exception e)
        {
            app.Post(() => Shell.Fault(e));
        }
    });
}
