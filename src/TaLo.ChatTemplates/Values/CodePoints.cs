using TaLo.ChatTemplates.Rendering;

namespace TaLo.ChatTemplates.Values;

/// <summary>Text as Python counts it: by code points, where .NET counts surrogates too.</summary>
internal static class CodePoints
{
    /// <summary>How many there are.</summary>
    public static int Count(ReadOnlySpan<char> text, Budget budget)
    {
        budget.Scan(text.Length);
        if (!HasPairs(text))
            return text.Length;
        var count = 0;
        foreach (var _ in text.EnumerateRunes())
            count++;
        return count;
    }

    /// <summary>Each as a text of its own.</summary>
    public static IReadOnlyList<Value> Split(string text, Budget budget)
    {
        var items = new List<Value>(text.Length);
        foreach (var rune in text.EnumerateRunes())
            items.Add(TextValue.Of(rune.ToString(), budget));
        return items;
    }

    /// <summary>The one at an index, or null.</summary>
    public static TextValue? At(string text, long index, Budget budget)
    {
        budget.Scan(text.Length);
        if (!HasPairs(text))
        {
            index = index < 0 ? index + text.Length : index;
            return index >= 0 && index < text.Length ? TextValue.Of(text[(int)index].ToString(), budget) : null;
        }
        var items = Split(text, budget);
        index = index < 0 ? index + items.Count : index;
        return index >= 0 && index < items.Count ? (TextValue)items[(int)index] : null;
    }

    /// <summary>Those at some indices.</summary>
    public static TextValue Pick(string text, SliceIndices slice, Budget budget)
    {
        var (start, step, count) = slice.Of(Count(text, budget));
        if (step == 1 && !HasPairs(text))
            return TextValue.Of(text.Substring(start, count), budget);
        Iteration.ChargeItems(text.Length, budget);
        var items = Split(text, budget);
        var picked = new TextBuilder(budget);
        for (var i = 0; i < count; i++)
            picked.Append(((TextValue)items[start + (i * step)]).Text);
        return TextValue.Of(picked.ToString(), budget);
    }

    /// <summary>Whether a character is one that Python's <c>strip</c> takes away.</summary>
    public static bool IsSpace(char c) => char.IsWhiteSpace(c) || c is >= '\x1c' and <= '\x1f';

    private static bool HasPairs(ReadOnlySpan<char> text) => text.ContainsAnyInRange('\ud800', '\udfff');
}
