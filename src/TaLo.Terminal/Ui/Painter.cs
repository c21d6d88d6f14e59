using System.Drawing;
using System.Text;
using Terminal.Gui.Text;
using Terminal.Gui.ViewBase;
using Attribute = Terminal.Gui.Drawing.Attribute;

namespace TaLo.Terminal.Ui;

/// <summary>Draws text into a part of a view; what does not fit is cut, so that nothing spills into a neighbour.</summary>
internal readonly struct Painter(View view, Theme theme, Rectangle area)
{
    /// <summary>The colours.</summary>
    public Theme Theme { get; } = theme;

    /// <summary>Columns of the part.</summary>
    public int Width => area.Width;

    /// <summary>Rows of the part.</summary>
    public int Height => area.Height;

    /// <summary>A part of this part.</summary>
    public Painter Part(int x, int y, int width, int height) => new(
        view, Theme, Rectangle.Intersect(area, new Rectangle(area.X + x, area.Y + y, width, height)));

    /// <summary>Writes one line.</summary>
    /// <param name="x">Column in the part.</param>
    /// <param name="y">Row in the part.</param>
    /// <param name="text">The text; on one line, and harmless.</param>
    /// <param name="style">How.</param>
    /// <param name="width">At most so many columns; a text that is longer ends in an ellipsis.</param>
    /// <returns>The columns that were written.</returns>
    public int Put(int x, int y, string text, Attribute style, int width = int.MaxValue)
    {
        width = Math.Min(width, area.Width - x);
        if (y < 0 || y >= area.Height || x < 0 || width <= 0)
            return 0;
        var shown = Columns.Fit(text, width);
        view.SetAttribute(style);
        view.AddStr(area.X + x, area.Y + y, shown);
        return shown.GetColumns();
    }

    /// <summary>Writes one character.</summary>
    public void Put(int x, int y, Rune rune, Attribute style)
    {
        if (y < 0 || y >= area.Height || x < 0 || x >= area.Width)
            return;
        view.SetAttribute(style);
        view.AddRune(area.X + x, area.Y + y, rune);
    }

    /// <summary>Writes one line that ends at a column.</summary>
    public void PutRight(int end, int y, string text, Attribute style) => Put(end - text.GetColumns(), y, text, style);

    /// <summary>Fills a row.</summary>
    public void Fill(int y, Attribute style)
    {
        if (area.Width > 0)
            Put(0, y, new string(' ', area.Width), style);
    }
}
