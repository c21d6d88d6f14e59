using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace TaLo.Tasks;

/// <summary>Reads what pandas writes for a list of strings: <c>['…', '…']</c>.</summary>
internal static partial class PythonList
{
    public static bool IsList(ReadOnlySpan<byte> cell) => cell is [(byte)'[', .., (byte)']'];

    /// <summary>Where the items stand in the cell; the whole cell where it is no list; null where the list is broken.</summary>
    public static List<Range>? Split(ReadOnlySpan<byte> cell)
    {
        if (cell.IsEmpty || cell[0] != '[') return [Range.All];
        if (!IsList(cell)) return null;

        var items = new List<Range>();
        for (var at = 1; at < cell.Length - 1;)
        {
            var quote = cell[at++];
            if (quote is (byte)' ' or (byte)',' or (byte)'\n' or (byte)'\r') continue;
            if (quote is not ((byte)'\'' or (byte)'"')) return null;
            var length = LengthOfItem(cell[at..^1], quote);
            if (length < 0) return null;
            items.Add(at..(at + length));
            at += length + 1;
        }
        return items;
    }

    /// <summary>The items of a list that is written in a text; null where the list is broken, or there is none.</summary>
    public static IReadOnlyList<string>? Read(string text)
    {
        var cell = Encoding.UTF8.GetBytes(text);
        return IsList(cell) && Split(cell) is { } items ? [.. items.Select(i => Unescape(Encoding.UTF8.GetString(cell[i])))] : null;
    }

    /// <summary>An item's text: what Python's <c>repr</c> writes with a backslash, as it was.</summary>
    public static string Unescape(string item) => Escape().Replace(item, escape => escape.Value[1] switch
    {
        'n' => "\n",
        'r' => "\r",
        't' => "\t",
        'x' or 'u' or 'U' => Rune.TryCreate(uint.Parse(escape.ValueSpan[2..], NumberStyles.HexNumber, CultureInfo.InvariantCulture), out var rune) ? rune.ToString() : escape.Value,
        var itself => itself.ToString(),
    });

    [GeneratedRegex(@"\\(?:[\\'""nrt]|x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8})")]
    private static partial Regex Escape();

    private static int LengthOfItem(ReadOnlySpan<byte> text, byte quote)
    {
        for (var at = 0; ;)
        {
            var step = text[at..].IndexOfAny(quote, (byte)'\\');
            if (step < 0) return -1;
            at += step;
            if (text[at] == quote) return at;
            at = Math.Min(at + 2, text.Length);
        }
    }
}
