using Terminal.Gui.App;

namespace TaLo.Terminal.Ui;

/// <summary>
/// Hands actions to the UI thread, from any thread; once the screens are closed, they are dropped. The toolkit's
/// <see cref="IApplication.Invoke(Action)"/> runs at once on the UI thread, and throws once the screens are closed.
/// </summary>
internal static class UiPost
{
    /// <summary>Hands an action over.</summary>
    public static void Post(this IApplication app, Action action) => app.PostLater(TimeSpan.Zero, action);

    /// <summary>Hands an action over that is done after a while.</summary>
    public static void PostLater(this IApplication app, TimeSpan after, Action action) => app.AddTimeout(after, () =>
    {
        action();
        return false;
    });
}
