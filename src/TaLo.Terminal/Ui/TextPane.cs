using Terminal.Gui.Input;

namespace TaLo.Terminal.Ui;

/// <summary>A pane of text that is wrapped and can be scrolled.</summary>
internal sealed class TextPane(UiContext ui, string heading, string text) : Pane(ui)
{
    private int _top;

    /// <inheritdoc/>
    public override string Heading => heading;

    /// <inheritdoc/>
    public override IReadOnlyList<KeyAction> Keys =>
    [
        new(Key.CursorDown, "down", "Scroll down.", () => Scroll(1)) { InKeyLine = false },
        new(Key.CursorUp, "up", "Scroll up.", () => Scroll(-1)) { InKeyLine = false },
    ];

    /// <inheritdoc/>
    protected override void Wheeled(int step, bool sideways) => Scroll(step);

    /// <inheritdoc/>
    protected override void Paint(Painter painter)
    {
        foreach (var (line, y) in Columns.Wrap(text, painter.Width - 2).Skip(_top).Take(painter.Height).Select((l, i) => (l, i)))
            painter.Put(1, y, line, painter.Theme.Text);
    }

    private void Scroll(int rows)
    {
        _top = Math.Clamp(_top + rows, 0, Math.Max(0, Columns.Wrap(text, Inner.Width - 2).Count - Inner.Height));
        SetNeedsDraw();
    }
}
