using Terminal.Gui.Input;

namespace TaLo.Terminal.Ui;

/// <summary>A pane of lines that scrolls where there are more than it has room for, and says how many are below.</summary>
internal abstract class ScrollPane(UiContext ui) : Pane(ui)
{
    private int _top;
    private int _count;

    /// <inheritdoc/>
    public override string Footer => _count - _top - Viewport.Height is > 0 and var below ? $"{Quantity.Of(below, "line")} below, ↓ scrolls" : "";

    /// <inheritdoc/>
    public override IReadOnlyList<KeyAction> Keys =>
    [
        new(Key.CursorUp, "up", "Scroll up.", () => Scroll(-1)) { InKeyLine = false, Also = [Key.K] },
        new(Key.CursorDown, "down", "Scroll down.", () => Scroll(1)) { InKeyLine = false, Also = [Key.J] },
        new(Key.PageUp, "page up", "Scroll up a page.", () => Scroll(-Viewport.Height)) { InKeyLine = false },
        new(Key.PageDown, "page down", "Scroll down a page.", () => Scroll(Viewport.Height)) { InKeyLine = false },
    ];

    /// <summary>Goes back to the first line: it shows something else.</summary>
    protected void ScrollToTop()
    {
        _top = 0;
        SetNeedsDraw();
    }

    /// <summary>Draws the lines that there is room for.</summary>
    /// <param name="painter">Where.</param>
    /// <param name="lines">All lines; each draws itself in the row that it is given.</param>
    protected void Draw(Painter painter, IReadOnlyList<Action<Painter, int>> lines)
    {
        _count = lines.Count;
        _top = Math.Clamp(_top, 0, Math.Max(0, _count - painter.Height));
        for (var y = 0; y < painter.Height && _top + y < _count; y++)
            lines[_top + y](painter, y);
    }

    /// <inheritdoc/>
    protected override void Wheeled(int step, bool sideways) => Scroll(step);

    private void Scroll(int rows)
    {
        _top = Math.Clamp(_top + rows, 0, Math.Max(0, _count - Viewport.Height));
        SetNeedsDraw();
    }
}
