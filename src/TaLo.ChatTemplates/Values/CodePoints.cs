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
        // Runes are read one by one, where the rest goes by vectors.
        budget.Scan(4L * text.Length);
        var count = 0;
        foreach (var _ in text.EnumerateRunes())
            count++;
        return count;
    }

    /// <summary>Each as a text of its own.</summary>
    public static IReadOnlyList<Value> Split(string text, Budget budget)
    {
        var starts = Starts(text, budget);
        budget.Allocate(48L * starts.Length);
        var items = new Value[starts.Length - 1];
        for (var i = 0; i < items.Length; i++)
            items[i] = TextValue.Of(text[starts[i]..starts[i + 1]], budget);
        return items;
    }

    /// <summary>The one at an index, or null.</summary>
    public static TextValue? At(string text, long index, Budget budget)
    {
        var count = Count(text, budget);
        index = index < 0 ? index + count : index;
        return index >= 0 && index < count ? Pick(text, new SliceIndices((int)index, (int)index + 1, 1), budget) : null;
    }

    /// <summary>Those at some indices.</summary>
    public static TextValue Pick(string text, SliceIndices slice, Budget budget)
    {
        var (start, step, count) = slice.Of(Count(text, budget));
        if (step == 1 && !HasPairs(text))
            return TextValue.Of(text.Substring(start, count), budget);
        var starts = Starts(text, budget);
        var picked = new TextBuilder(budget);
        for (var i = 0; i < count; i++)
        {
            var index = start + (i * step);
            picked.Append(text.AsSpan()[starts[index]..starts[index + 1]]);
        }
        return TextValue.Of(picked.ToString(), budget);
    }

    /// <summary>Whether a character is one that Python's <c>strip</c> takes away.</summary>
    public static bool IsSpace(char c) => char.IsWhiteSpace(c) || c is >= '\x1c' and <= '\x1f';

    /// <summary>Where each begins, and the text's end.</summary>
    private static int[] Starts(string text, Budget budget)
    {
        var starts = new int[Count(text, budget) + 1];
        budget.Allocate(4L * starts.Length);
        var index = 0;
        foreach (var rune in text.EnumerateRunes())
            starts[index + 1] = starts[index++] + rune.Utf16SequenceLength;
        return starts;
    }

    private static bool HasPairs(ReadOnlySpan<char> text) => text.ContainsAnyInRange('\ud800', '\udfff');
}
