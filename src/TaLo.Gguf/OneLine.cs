namespace TaLo.Gguf;

/// <summary>Makes text from a file fit for an error message: no control characters, not too long.</summary>
internal static class OneLine
{
    private const int Longest = 100;

    public static string Of(string text)
    {
        var shown = text.Length > Longest ? text[..Longest] + "…" : text;
        return new string([.. shown.Select(c => char.IsControl(c) || c == '\u2028' || c == '\u2029' ? '?' : c)]);
    }
}
