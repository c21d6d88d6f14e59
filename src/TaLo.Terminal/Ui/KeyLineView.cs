using System.Drawing;
using Terminal.Gui.Input;
using Terminal.Gui.Text;
using Terminal.Gui.ViewBase;

namespace TaLo.Terminal.Ui;

/// <summary>The keys that work here, on the last line; a click does what the key does.</summary>
internal sealed class KeyLineView : View
{
    private readonly UiContext _ui;
    private readonly List<(int From, int To, KeyAction Action)> _places = [];

    /// <summary>Creates it.</summary>
    public KeyLineView(UiContext ui)
    {
        _ui = ui;
        CanFocus = false;
    }

    /// <inheritdoc/>
    protected override bool OnDrawingContent(DrawContext? context)
    {
        var painter = new Painter(this, _ui.Theme, new Rectangle(0, 0, Viewport.Width, 1));
        _places.Clear();
        var own = _ui.Shell.KeysHere().Where(k => k.InKeyLine && _ui.Shell.Reaches(k, k.Key)).ToList();
        var always = own.Where(k => k.Always).ToList();
        var end = painter.Width - always.Sum(Room);
        var x = 1;
        foreach (var action in own.Except(always))
        {
            if (x + Room(action) > end)
            {
                painter.Put(x, 0, "…", _ui.Theme.Dim);
                break;
            }
            x += Draw(painter, x, action);
        }
        foreach (var action in always)
            end += Draw(painter, end, action);
        return true;
    }

    /// <inheritdoc/>
    protected override bool OnMouseEvent(Mouse mouse)
    {
        if (mouse.IsSingleClicked && mouse.Position is { } at)
            foreach (var place in _places.Where(p => at.X >= p.From && at.X < p.To).ToList())
                _ui.Shell.Do(place.Action);
        return true;
    }

    private static int Room(KeyAction action) => action.Shown.GetColumns() + action.Name.GetColumns() + 3;

    private int Draw(Painter painter, int x, KeyAction action)
    {
        var can = action.Disabled() is null;
        var used = painter.Put(x, 0, action.Shown, can ? _ui.Theme.KeyName : _ui.Theme.Dim);
        painter.Put(x + used + 1, 0, action.Name, can ? _ui.Theme.Text : _ui.Theme.Dim);
        _places.Add((x, x + Room(action) - 2, action));
        return Room(action);
    }
}
