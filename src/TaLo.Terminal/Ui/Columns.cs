using System.Text;
using Terminal.Gui.Text;

namespace TaLo.Terminal.Ui;

/// <summary>Text cut to terminal columns, of which some characters take two.</summary>
internal static class Columns
{
    /// <summary>The text on one line of at most so many columns.</summary>
    public static string Fit(string text, int width)
    {
        var clean = ForeignText.Line(text);
        if (clean.GetColumns() <= width)
            return clean;
        var cut = new StringBuilder();
        var used = 0;
        foreach (var rune in clean.EnumerateRunes())
        {
            var columns = Math.Max(rune.GetColumns(), 0);
            if (used + columns > width - 1)
                break;
            cut.Append(rune);
            used += columns;
        }
        return width > 0 ? cut.Append('…').ToString() : "";
    }

    /// <summary>The text cut or filled to exactly so many columns.</summary>
    public static string Pad(string text, int width)
    {
        var fit = Fit(text, width);
        return fit + new string(' ', Math.Max(0, width - fit.GetColumns()));
    }

    /// <summary>The text on lines of at most so many columns, broken between words where that is possible; indentation stays.</summary>
    public static IReadOnlyList<string> Wrap(string text, int width)
    {
        if (width < 1)
            return [];
        var lines = new List<string>();
        foreach (var paragraph in text.ReplaceLineEndings("\n").Split('\n'))
            WrapParagraph(lines, ForeignText.Line(paragraph), width);
        return lines;
    }

    /// <summary>Adds a paragraph's lines; each character is measured once, as answers are wrapped while they grow.</summary>
    private static void WrapParagraph(List<string> lines, string paragraph, int width)
    {
        var line = new StringBuilder();
        var used = 0;
        var begun = false;
        foreach (var word in paragraph.Split(' '))
        {
            var columns = Width(word);
            if (begun && used + 1 + columns <= width)
            {
                line.Append(' ').Append(word);
                used += 1 + columns;
                continue;
            }
            if (begun && !string.IsNullOrWhiteSpace(line.ToString()))
                lines.Add(line.ToString());
            line.Clear();
            (used, begun) = (0, true);
            if (columns <= width)
            {
                line.Append(word);
                used = columns;
            }
            else
            {
                used = Break(lines, line, word, width);
            }
        }
        lines.Add(line.ToString());
    }

    /// <summary>Breaks a word longer than the line, or a script without spaces; its end begins the next line.</summary>
    private static int Break(List<string> lines, StringBuilder line, string word, int width)
    {
        var used = 0;
        foreach (var rune in word.EnumerateRunes())
        {
            var columns = Math.Max(rune.GetColumns(), 0);
            if (used + columns > width)
            {
                lines.Add(line.ToString());
                line.Clear();
                used = 0;
            }
            line.Append(rune.ToString());
            used += columns;
        }
        return used;
    }

    private static int Width(string text) => Ascii.IsValid(text) ? text.Length : text.GetColumns();
}
