using System.Buffers;
using System.Text;

namespace TaLo.Terminal;

/// <summary>
/// Texts from elsewhere (models, data sets, profiles, file names, answers, llama.cpp's log) made harmless where they are
/// shown: what a terminal would obey, or what would turn the order of letters around, is replaced by a sign that can be
/// seen. Everything that is printed and drawn comes through here.
/// </summary>
internal static class ForeignText
{
    private const char Replacement = '\uFFFD';

    // C0 and DEL, C1, the marks, embeddings, overrides and isolates of bidirectional text, two line ends, and surrogates.
    private static readonly SearchValues<char> Suspects = SearchValues.Create(
    [
        .. Range(0x00, 0x1F), .. Range(0x7F, 0x9F), '\u061C', '\u200E', '\u200F', '\u2028', '\u2029',
        .. Range(0x202A, 0x202E), .. Range(0x2066, 0x2069), .. Range(0xD800, 0xDFFF),
    ]);

    /// <summary>A text of several lines: line ends and tabs stay.</summary>
    public static string Lines(string text) => Harmless(text, oneLine: false);

    /// <summary>A text on one line: line ends and tabs become spaces.</summary>
    public static string Line(string text) => Harmless(text, oneLine: true);

    /// <summary>JSON keeps every text as it is: what the writer leaves as it stands is written as an escape.</summary>
    public static string Json(string json)
    {
        if (!json.AsSpan().ContainsAny(Suspects))
            return json;
        var shown = new StringBuilder(json.Length + 16);
        foreach (var rune in json.EnumerateRunes())
            shown.Append(rune.Value is '\n' or '\r' || Sign(rune) == rune ? rune.ToString() : $"\\u{rune.Value:x4}");
        return shown.ToString();
    }

    private static string Harmless(string text, bool oneLine)
    {
        if (!text.AsSpan().ContainsAny(Suspects))
            return text;
        var shown = new StringBuilder(text.Length);
        // A surrogate without its other half comes as the replacement character.
        foreach (var rune in text.Replace("\r\n", "\n", StringComparison.Ordinal).EnumerateRunes())
            shown.Append((rune.Value is '\n' or '\t' ? oneLine ? new Rune(' ') : rune : Sign(rune)).ToString());
        return shown.ToString();
    }

    private static Rune Sign(Rune rune) => rune.Value switch
    {
        < 0x20 => new Rune(0x2400 + rune.Value),
        0x7F => new Rune(0x2421),
        var value when value <= char.MaxValue && Suspects.Contains((char)value) => new Rune(Replacement),
        _ => rune,
    };

    private static IEnumerable<char> Range(int first, int last) => Enumerable.Range(first, last - first + 1).Select(c => (char)c);
}
