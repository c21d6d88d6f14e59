using System.Drawing;
using Terminal.Gui.Drawing;
using Terminal.Gui.Drivers;
using Terminal.Gui.Text;

namespace TaLo.Terminal.Ui;

/// <summary>
/// Keeps from the terminal what it shows already. The toolkit sends every cell that a view has drawn, changed or not:
/// a cursor that moves by one cell would send the whole window.
/// </summary>
internal sealed class UnchangedCells
{
    private Cell[,]? _buffer;
    private Cell[,] _shown = new Cell[0, 0];

    /// <summary>Takes out of what waits to be sent the cells that are as they were sent last; called when all views are drawn.</summary>
    public void Skip(IDriver driver)
    {
        var (buffer, cells) = (driver.GetOutputBuffer(), driver.Contents!);
        // Another buffer is another size, or a screen that something else has written to.
        if (cells != _buffer)
            (_buffer, _shown) = (cells, new Cell[cells.GetLength(0), cells.GetLength(1)]);
        var images = buffer.GetRasterImages().Select(i => i.DestinationCells).ToList();
        for (var y = 0; y < cells.GetLength(0); y++)
            if (buffer.DirtyLines[y])
                buffer.DirtyLines[y] = Skip(cells, y, [.. images.Where(i => i.Top <= y && y < i.Bottom)]);
    }

    /// <summary>Does it for one line.</summary>
    /// <returns>Whether anything is left to be sent.</returns>
    private bool Skip(Cell[,] cells, int y, List<Rectangle> images)
    {
        var left = false;
        for (var x = 0; x < cells.GetLength(1); x++)
        {
            ref var cell = ref cells[y, x];
            ref var shown = ref _shown[y, x];
            var isWide = cell.Grapheme.Length > 0 && !char.IsAscii(cell.Grapheme[0]) && cell.Grapheme.GetColumns() > 1;
            if (images.Exists(i => i.Left <= x && x < i.Right))
            {
                // Pixels lie over the cell, and the toolkit knows when they do no longer.
                shown = default;
            }
            else
            {
                // Where a wide character has been, what its second column shows is not known.
                cell.IsDirty = shown.Grapheme is null || (cell.IsDirty && (cell.Grapheme != shown.Grapheme || cell.Attribute != shown.Attribute));
                shown = cell;
            }
            left |= cell.IsDirty;
            if (!isWide || x + 1 == cells.GetLength(1))
                continue;
            // The second column of a wide character is sent with the first, and shows nothing of its own.
            x++;
            (cells[y, x].IsDirty, _shown[y, x]) = (cell.IsDirty, default);
        }
        return left;
    }
}
