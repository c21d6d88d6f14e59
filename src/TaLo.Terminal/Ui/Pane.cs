using System.Drawing;
using Terminal.Gui.Input;
using Terminal.Gui.Text;
using Terminal.Gui.ViewBase;
using Attribute = Terminal.Gui.Drawing.Attribute;

namespace TaLo.Terminal.Ui;

/// <summary>A framed part of a screen that can have the keys; draws itself.</summary>
internal abstract class Pane : View
{
    /// <summary>Creates a pane.</summary>
    protected Pane(UiContext ui)
    {
        Ui = ui;
        CanFocus = true;
        TabStop = TabBehavior.NoStop;
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

    /// <summary>The part inside the frame.</summary>
    protected Rectangle Inner => new(1, 1, Math.Max(0, Viewport.Width - 2), Math.Max(0, Viewport.Height - 2));

    /// <summary>Draws what is inside the frame.</summary>
    protected abstract void Paint(Painter painter);

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
        var theme = Ui.Theme;
        var (width, height) = (Viewport.Width, Viewport.Height);
        if (width < 2 || height < 2)
            return true;
        DrawFrame(new Painter(this, theme, new Rectangle(0, 0, width, height)), HasFocus ? theme.FrameFocused : theme.Frame);
        Paint(new Painter(this, theme, Inner));
        return true;
    }

    /// <inheritdoc/>
    protected override bool OnMouseEvent(Mouse mouse)
    {
        if (mouse.Position is not { } at)
            return false;
        if (mouse.Flags.HasFlag(MouseFlags.LeftButtonPressed))
            SetFocus();
        var inside = new Point(at.X - 1, at.Y - 1);
        if (mouse.IsSingleClicked || mouse.IsDoubleClicked)
            Clicked(inside, mouse.IsDoubleClicked);
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

    private void DrawFrame(Painter painter, Attribute style)
    {
        var (width, height) = (painter.Width, painter.Height);
        painter.Put(0, 0, $"╭{new string('─', width - 2)}╮", style);
        for (var y = 1; y < height - 1; y++)
        {
            painter.Put(0, y, "│", style);
            painter.Put(width - 1, y, "│", style);
        }
        painter.Put(0, height - 1, $"╰{new string('─', width - 2)}╯", style);
        var used = painter.Put(2, 0, $" {Heading} ", HasFocus ? style : Ui.Theme.Text, width - 4);
        if (Corner.Length > 0 && Corner.GetColumns() + 4 < width - 2 - used)
            painter.PutRight(width - 2, 0, $" {Corner} ", HasFocus ? style : Ui.Theme.Dim);
        if (Footer.Length > 0)
            painter.Put(2, height - 1, $" {Columns.Fit(Footer, width - 6)} ", Ui.Theme.Dim);
    }
}
