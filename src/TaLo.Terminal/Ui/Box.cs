using System.Drawing;
using Terminal.Gui.App;
using Terminal.Gui.Input;
using Terminal.Gui.Text;
using Terminal.Gui.ViewBase;
using Terminal.Gui.Views;

namespace TaLo.Terminal.Ui;

/// <summary>
/// A dialog over the screen that takes all keys until it is closed. It is begun, not run: a dialog that runs has a loop
/// of its own, and where a post opened it, all other posts would wait for its end.
/// </summary>
internal abstract class Box : Dialog
{
    private readonly string _heading;

    /// <summary>Creates a box in the middle of the window.</summary>
    /// <param name="ui">What it works with.</param>
    /// <param name="heading">What it is about, in its frame.</param>
    protected Box(UiContext ui, string heading)
    {
        (Ui, _heading) = (ui, heading);
        SetScheme(ui.Theme.Scheme);
        ShadowStyle = null;
        Frames.Put(this);
        Frames.Colour(this, ui.Theme, isFocused: true);
        (Width, Height) = (Dim.Func(_ => Size.Width), Dim.Func(_ => Size.Height));
    }

    /// <summary>What keys do while it is open.</summary>
    public abstract IReadOnlyList<KeyAction> Keys { get; }

    /// <summary>The toolkit's session while it is open.</summary>
    public SessionToken? Session { get; set; }

    /// <summary>A word at the frame's right end.</summary>
    protected virtual string Corner => "";

    /// <summary>A line in the frame's lower edge.</summary>
    protected virtual string Footer => "";

    /// <summary>What it works with.</summary>
    protected UiContext Ui { get; }

    private Size Size
    {
        get
        {
            var room = Ui.App.Screen.Size;
            var wanted = Wanted(room);
            return new Size(Math.Min(wanted.Width, room.Width - 2), Math.Min(wanted.Height, room.Height - 2));
        }
    }

    /// <inheritdoc/>
    public override void RequestStop() => Close();

    /// <summary>The columns and rows it wants, frame included, of those that are there.</summary>
    protected abstract Size Wanted(Size room);

    /// <summary>Closes it.</summary>
    protected void Close() => Ui.Shell.Close(this);

    /// <summary>Draws what is inside the frame beside the box's views.</summary>
    protected virtual void Paint(Painter painter)
    {
    }

    /// <summary>The wheel, one step: −1 up, 1 down.</summary>
    protected virtual void Wheeled(int step)
    {
    }

    /// <summary>The widest of some lines.</summary>
    protected static int Widest(IEnumerable<string> lines) => lines.Select(l => l.GetColumns()).DefaultIfEmpty(0).Max();

    /// <inheritdoc/>
    protected override bool OnDrawingContent(DrawContext? context)
    {
        Paint(new Painter(this, Ui.Theme, new Rectangle(Point.Empty, Viewport.Size)));
        return true;
    }

    /// <inheritdoc/>
    protected override bool OnRenderingLineCanvas()
    {
        Frames.Draw(this, Ui.Theme, _heading, Corner, Footer);
        return true;
    }

    /// <inheritdoc/>
    protected override bool OnMouseEvent(Mouse mouse)
    {
        if (!mouse.IsWheel)
            return base.OnMouseEvent(mouse);
        Wheeled(mouse.Flags.HasFlag(MouseFlags.WheeledUp) ? -1 : 1);
        SetNeedsDraw();
        return true;
    }
}
