using System.Text;
using Terminal.Gui.Text;

namespace TaLo.Terminal.Ui;

/// <summary>Text cut to terminal columns, of which some characters take two.</summary>
internal static class Columns
{
    /// <summary>The text on one line of at most so many columns.</summary>
    public static string Fit(string text, int width)
    {
        var clean = Clean(text);
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
        {
            string? line = null;
            foreach (var word in Clean(paragraph).Split(' '))
                line = Extend(lines, line, word, width);
            lines.Add(line ?? "");
        }
        return lines;
    }

    private static string Extend(List<string> lines, string? line, string word, int width)
    {
        var longer = line is null ? word : $"{line} {word}";
        if (longer.GetColumns() <= width)
            return longer;
        if (!string.IsNullOrWhiteSpace(line))
            lines.Add(line);
        // A word longer than the line, or a script without spaces.
        var rest = new StringBuilder();
        foreach (var rune in word.EnumerateRunes())
        {
            if (rest.ToString().GetColumns() + Math.Max(rune.GetColumns(), 0) > width)
            {
                lines.Add(rest.ToString());
                rest.Clear();
            }
            rest.Append(rune);
        }
        return rest.ToString();
    }

    private static string Clean(string text) =>
        text.Any(char.IsControl) ? new string([.. text.Select(c => char.IsControl(c) ? ' ' : c)]) : text;
}
