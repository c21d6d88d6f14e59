using System.Drawing;
using Terminal.Gui.Drawing;
using Terminal.Gui.Text;
using Terminal.Gui.ViewBase;

namespace TaLo.Terminal.Ui;

/// <summary>The toolkit's border around panes and boxes, with what it has no place for: a word at its right end, a line in its lower edge.</summary>
internal static class Frames
{
    /// <summary>Puts a border around a view, without a title of the toolkit's.</summary>
    public static void Put(View view)
    {
        view.BorderStyle = LineStyle.Rounded;
        view.Border.Settings = BorderSettings.Default;
    }

    /// <summary>Colours a view's border.</summary>
    public static void Colour(View view, Theme theme, bool isFocused) =>
        view.Border.GetOrCreateView().SetScheme(Theme.In(isFocused ? theme.FrameFocused : theme.Frame));

    /// <summary>Draws the border and writes into it.</summary>
    public static void Draw(View view, Theme theme, string heading, string corner, string footer)
    {
        view.RenderLineCanvas(null);
        var (width, height) = (view.Frame.Width, view.Frame.Height);
        if (view.BorderStyle == LineStyle.None || width < 2 || height < 2)
            return;
        // Of the view's own places, the border is outside.
        var painter = new Painter(view, theme, new Rectangle(-1, -1, width, height));
        // The upper edge alone says where the keys go: sides are a cell in every line, and would be sent one by one.
        if (view.HasFocus)
            painter.Put(0, 0, $"╭{new string('─', width - 2)}╮", theme.FrameFocused);
        var used = painter.Put(2, 0, $" {heading} ", view.HasFocus ? theme.FrameFocused : theme.Text, width - 4);
        if (corner.Length > 0 && corner.GetColumns() + 4 < width - 2 - used)
            painter.PutRight(width - 2, 0, $" {corner} ", view.HasFocus ? theme.FrameFocused : theme.Dim);
        if (footer.Length > 0)
            painter.Put(2, height - 1, $" {Columns.Fit(footer, width - 6)} ", theme.Dim);
    }
}
