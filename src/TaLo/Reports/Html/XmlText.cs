using System.Text;
using System.Xml;

namespace TaLo.Reports.Html;

/// <summary>Text as XML can hold it.</summary>
internal static class XmlText
{
    /// <summary>Replaces control characters and halves of surrogate pairs with U+FFFD.</summary>
    public static string Clean(string text)
    {
        if (IsClean(text)) return text;
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
            clean.Append(rune.IsBmp && !XmlConvert.IsXmlChar((char)rune.Value) ? "\uFFFD" : rune.ToString());
        return clean.ToString();
    }

    private static bool IsClean(string text)
    {
        foreach (var character in text)
        {
            if (!XmlConvert.IsXmlChar(character)) return false;
        }

        return true;
    }
}
