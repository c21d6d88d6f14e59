using System.Drawing;
using Terminal.Gui.ViewBase;

namespace TaLo.Terminal.Ui;

/// <summary>What is shown where a terminal is too small for the screens: that, and what would do.</summary>
internal sealed class TooSmallView(UiContext ui) : View
{
    /// <inheritdoc/>
    protected override bool OnDrawingContent(DrawContext? context)
    {
        var painter = new Painter(this, ui.Theme, new Rectangle(0, 0, Viewport.Width, Viewport.Height));
        var smallest = ShellWindow.Smallest;
        painter.Put(0, 0, "too small", ui.Theme.Warning);
        painter.Put(0, 1, $"{Viewport.Width}x{Viewport.Height}, need {smallest.Width}x{smallest.Height}", ui.Theme.Text);
        painter.Put(0, 2, "^C quits", ui.Theme.Dim);
        return true;
    }
}
