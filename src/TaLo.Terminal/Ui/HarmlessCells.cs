using Terminal.Gui.Drivers;

namespace TaLo.Terminal.Ui;

/// <summary>Makes harmless what views of the toolkit have drawn, such as a text field with a file's name in it.</summary>
internal static class HarmlessCells
{
    /// <summary>Looks through the lines that wait to be sent; called when all views are drawn.</summary>
    public static void Clean(IDriver driver)
    {
        var (buffer, cells) = (driver.GetOutputBuffer(), driver.Contents!);
        for (var y = 0; y < cells.GetLength(0); y++)
        {
            if (!buffer.DirtyLines[y])
                continue;
            for (var x = 0; x < cells.GetLength(1); x++)
            {
                ref var cell = ref cells[y, x];
                if (cell.Grapheme is { Length: > 0 } shown && ForeignText.Line(shown) is var harmless && harmless != shown)
                    cell.Grapheme = harmless;
            }
        }
    }
}
