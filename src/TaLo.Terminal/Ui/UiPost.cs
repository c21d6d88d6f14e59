using Terminal.Gui.App;

namespace TaLo.Terminal.Ui;

/// <summary>Hands actions to the UI thread; when the screens are closed, they are dropped.</summary>
internal sealed class UiPost(IApplication app)
{
    private readonly Lock _gate = new();
    private bool _closed;

    /// <summary>Hands an action over; from any thread.</summary>
    public void Post(Action action)
    {
        lock (_gate)
        {
            if (!_closed)
                app.Invoke(action);
        }
    }

    /// <summary>Takes no more actions.</summary>
    public void Close()
    {
        lock (_gate)
            _closed = true;
    }
}
