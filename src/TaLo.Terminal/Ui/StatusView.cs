using System.Drawing;
using Terminal.Gui.ViewBase;

namespace TaLo.Terminal.Ui;

/// <summary>The line above the keys: a message, else how far the work in progress is, on whatever screen.</summary>
internal sealed class StatusView : View
{
    private static readonly TimeSpan Shown = TimeSpan.FromSeconds(8);

    private readonly UiContext _ui;
    private string _message = "";
    private bool _warning;
    private int _told;

    /// <summary>Creates it.</summary>
    public StatusView(UiContext ui)
    {
        _ui = ui;
        CanFocus = false;
    }

    /// <summary>Shows a message for some seconds.</summary>
    public void Tell(string message, bool warning)
    {
        (_message, _warning) = (message, warning);
        SetNeedsDraw();
        var told = ++_told;
        if (message.Length > 0)
            _ui.App.PostLater(Shown, () =>
            {
                if (told == _told)
                    Tell("", false);
            });
    }

    /// <inheritdoc/>
    protected override bool OnDrawingContent(DrawContext? context)
    {
        var painter = new Painter(this, _ui.Theme, new Rectangle(0, 0, Viewport.Width, 1));
        if (_message.Length > 0)
            painter.Put(1, 0, _message, _warning ? _ui.Theme.Warning : _ui.Theme.Accent);
        else if (_ui.Shell.Current.ShowsWork)
            return true;
        else if (_ui.Shared.Sweep is { IsOn: true } sweep)
            painter.Put(1, 0, $"{SweepStatus.State(sweep)}: {SweepStatus.Progress(sweep)}", _ui.Theme.Accent);
        else if (_ui.Shared.Work is { } work)
            painter.Put(1, 0, work + " …", _ui.Theme.Accent);
        return true;
    }
}
