using System.Drawing;
using Terminal.Gui.Input;
using Terminal.Gui.ViewBase;
using Terminal.Gui.Views;

namespace TaLo.Terminal.Ui;

/// <summary>A framed part of a screen that can have the keys; draws itself, around what views it has.</summary>
internal abstract class Pane : FrameView
{
    /// <summary>Creates a pane.</summary>
    protected Pane(UiContext ui)
    {
        Ui = ui;
        CanFocus = true;
        TabStop = TabBehavior.NoStop;
        Frames.Put(this);
        Frames.Colour(this, ui.Theme, isFocused: false);
    }

    /// <summary>What the pane shows, in its frame.</summary>
    public abstract string Heading { get; }

    /// <summary>A word at the frame's right end, such as a count.</summary>
    public virtual string Corner => "";

    /// <summary>A line in the frame's lower edge.</summary>
    public virtual string Footer => "";

    /// <summary>What keys do while the pane has them.</summary>
    public virtual IReadOnlyList<KeyAction> Keys => [];

    /// <summary>What it works with.</summary>
    protected UiContext Ui { get; }

    /// <summary>Draws what is inside the frame.</summary>
    protected virtual void Paint(Painter painter)
    {
    }

    /// <summary>A click inside the frame.</summary>
    protected virtual void Clicked(Point place, bool twice)
    {
    }

    /// <summary>The wheel, one step: −1 up, 1 down.</summary>
    protected virtual void Wheeled(int step, bool sideways)
    {
    }

    /// <inheritdoc/>
    protected override bool OnDrawingContent(DrawContext? context)
    {
        Paint(new Painter(this, Ui.Theme, new Rectangle(Point.Empty, Viewport.Size)));
        return true;
    }

    /// <inheritdoc/>
    protected override bool OnRenderingLineCanvas()
    {
        Frames.Draw(this, Ui.Theme, Heading, Corner, Footer);
        return true;
    }

    /// <inheritdoc/>
    protected override bool OnMouseEvent(Mouse mouse)
    {
        var handled = true;
        Ui.Shell.Try(() => handled = Handle(mouse));
        return handled;
    }

    private bool Handle(Mouse mouse)
    {
        if (mouse.Position is not { } at)
            return false;
        if (mouse.Flags.HasFlag(MouseFlags.LeftButtonPressed))
            SetFocus();
        if (mouse.IsSingleClicked || mouse.IsDoubleClicked)
            Clicked(at, mouse.IsDoubleClicked);
        else if (mouse.IsWheel)
            Wheeled(
                mouse.Flags.HasFlag(MouseFlags.WheeledUp) || mouse.Flags.HasFlag(MouseFlags.WheeledLeft) ? -1 : 1,
                mouse.Flags.HasFlag(MouseFlags.WheeledLeft) || mouse.Flags.HasFlag(MouseFlags.WheeledRight)
                    || mouse.Flags.HasFlag(MouseFlags.Shift));
        else
            return mouse.IsPressed || mouse.IsReleased;
        SetNeedsDraw();
        return true;
    }

    /// <inheritdoc/>
    protected override void OnHasFocusChanged(bool newHasFocus, View? previousFocusedView, View? focusedView)
    {
        base.OnHasFocusChanged(newHasFocus, previousFocusedView, focusedView);
        SetNeedsDraw();
        Ui.Shell?.Refresh();
    }
}
