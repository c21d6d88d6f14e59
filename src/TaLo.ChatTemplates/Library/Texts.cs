using TaLo.ChatTemplates.Rendering;
using TaLo.ChatTemplates.Values;

namespace TaLo.ChatTemplates.Library;

/// <summary>What methods of texts and filters share.</summary>
internal static class Texts
{
    /// <summary>An argument that must be a text.</summary>
    public static string Of(Value? value, string what) => value switch
    {
        TextValue text => text.Text,
        null => throw new Refusal($"{what} is missing"),
        UndefinedValue undefined => throw new Refusal(undefined.Problem),
        _ => throw new Refusal($"{what} must be str, not {value.Kind}"),
    };

    /// <summary>Takes characters away at one or both ends: white space, or those of <paramref name="characters"/>.</summary>
    public static TextValue Strip(string text, Value? characters, bool atStart, bool atEnd, Budget budget)
    {
        var set = characters is null or NoneValue ? null : Of(characters, "the set of characters");
        budget.Search(text.Length, set?.Length ?? 0);
        var (start, end) = (0, text.Length);
        while (atStart && start < end && IsIn(text[start]))
            start++;
        while (atEnd && end > start && IsIn(text[end - 1]))
            end--;
        return TextValue.Of(text[start..end], budget);

        bool IsIn(char c) => set?.Contains(c, StringComparison.Ordinal) ?? CodePoints.IsSpace(c);
    }

    /// <summary>Replaces a part, everywhere or so many times.</summary>
    public static TextValue Replace(string text, string part, string replacement, Value? count, Budget budget)
    {
        var left = count is null or NoneValue ? -1 : Numbers.Whole(count);
        var replaced = new TextBuilder(budget);
        budget.Search(text.Length, part.Length);
        var position = 0;
        for (; left != 0; left--)
        {
            var found = Next(text, part, position);
            if (found < 0)
                break;
            budget.Step();
            replaced.Append(text.AsSpan(position, found - position)).Append(replacement);
            if (part.Length == 0 && found < text.Length)
                replaced.Append(text[found]);
            position = found + Math.Max(1, part.Length);
            if (position > text.Length)
                return TextValue.Of(replaced.ToString(), budget);
        }
        return TextValue.Of(replaced.Append(text.AsSpan(position)).ToString(), budget);
    }

    /// <summary>Splits at a separator, from the left or the right, at most so many times (-1: everywhere).</summary>
    public static ListValue Split(string text, string separator, long most, bool fromRight, Budget budget)
    {
        if (separator.Length == 0)
            throw new Refusal("empty separator");
        budget.Search(text.Length, separator.Length);
        var parts = new List<Value>();
        var (start, end) = (0, text.Length);
        for (; most != 0; most--)
        {
            var found = fromRight
                ? text.AsSpan(0, end).LastIndexOf(separator, StringComparison.Ordinal)
                : text.AsSpan(start, end - start).IndexOf(separator, StringComparison.Ordinal) is >= 0 and var at ? start + at : -1;
            if (found < 0)
                break;
            if (fromRight)
                (parts, end) = (Add(parts, text[(found + separator.Length)..end], budget), found);
            else
                (parts, start) = (Add(parts, text[start..found], budget), found + separator.Length);
        }
        Add(parts, text[start..end], budget);
        if (fromRight)
            parts.Reverse();
        return new ListValue(parts);
    }

    /// <summary>Splits at white space, leaving out empty parts.</summary>
    public static ListValue SplitAtSpace(string text, long most, Budget budget)
    {
        budget.Scan(text.Length);
        var parts = new List<Value>();
        var position = 0;
        while (true)
        {
            while (position < text.Length && CodePoints.IsSpace(text[position]))
                position++;
            if (position == text.Length)
                return new ListValue(parts);
            var end = position;
            while (end < text.Length && (most == 0 || !CodePoints.IsSpace(text[end])))
                end++;
            Add(parts, text[position..end], budget);
            position = end;
            most--;
        }
    }

    /// <summary>Splits into lines.</summary>
    public static ListValue SplitLines(string text, bool keepEnds, Budget budget)
    {
        budget.Scan(text.Length);
        var lines = new List<Value>();
        for (var start = 0; start < text.Length;)
        {
            var end = start;
            while (end < text.Length && !IsLineEnd(text[end]))
                end++;
            var isPair = text.AsSpan(end).StartsWith("\r\n", StringComparison.Ordinal);
            var next = Math.Min(text.Length, end + (isPair ? 2 : 1));
            Add(lines, text[start..(keepEnds ? next : end)], budget);
            start = next;
        }
        return new ListValue(lines);
    }

    /// <summary>The first character in upper case, the others in lower case.</summary>
    public static string Capitalize(string text) => Title(text, _ => false);

    /// <summary>Every word's first letter in upper case; a word begins after what <paramref name="isBetween"/> accepts.</summary>
    public static string Title(string text, Func<char, bool> isBetween) => string.Create(text.Length, text, (title, source) =>
    {
        for (var i = 0; i < source.Length; i++)
            title[i] = i == 0 || isBetween(source[i - 1]) ? char.ToUpperInvariant(source[i]) : char.ToLowerInvariant(source[i]);
    });

    private static List<Value> Add(List<Value> parts, string part, Budget budget)
    {
        budget.Step();
        budget.Allocate(24);
        parts.Add(TextValue.Of(part, budget));
        return parts;
    }

    private static int Next(string text, string part, int position) =>
        text.AsSpan(position).IndexOf(part, StringComparison.Ordinal) is >= 0 and var at ? position + at : -1;

    private static bool IsLineEnd(char c) =>
        c is (>= '\n' and <= '\r') or (>= '\x1c' and <= '\x1e') or '\x85' or '\u2028' or '\u2029';
}
