using System.Globalization;
using System.Text;
using TaLo.ChatTemplates.Rendering;

namespace TaLo.ChatTemplates.Values;

/// <summary>Values as text, as Python's <c>str</c> and <c>repr</c> write them.</summary>
internal static class Writing
{
    /// <summary>The text of a value, as <c>{{ value }}</c> writes it.</summary>
    public static TextValue Text(Value value, Budget budget)
    {
        if (value is TextValue text)
            return text;
        var written = new TextBuilder(budget);
        Write(value, written, budget);
        return TextValue.Of(written.ToString(), budget);
    }

    /// <summary>A floating point number: the shortest digits that read back the same.</summary>
    public static string Number(double number)
    {
        if (!double.IsFinite(number))
            return double.IsNaN(number) ? "nan" : number > 0 ? "inf" : "-inf";
        var text = number.ToString("R", CultureInfo.InvariantCulture);
        if (Math.Abs(number) is >= 1e16 and < 1e17)
            text = WithExponent(text);
        return text.Contains('E', StringComparison.Ordinal) ? text.Replace('E', 'e')
            : text.Contains('.', StringComparison.Ordinal) ? text
            : text + ".0";
    }

    /// <summary>Seventeen digits: .NET writes them out, Python turns to exponents there already.</summary>
    private static string WithExponent(string text)
    {
        var (sign, digits) = text[0] == '-' ? ("-", text[1..]) : ("", text);
        digits = digits.TrimEnd('0');
        return $"{sign}{digits[0]}{(digits.Length > 1 ? "." : "")}{digits[1..]}E+16";
    }

    private static void Write(Value value, TextBuilder written, Budget budget)
    {
        switch (value)
        {
            case TextValue text:
                written.Append(text.Text);
                break;
            case UndefinedValue:
                break;
            default:
                WriteLiteral(value, written, budget);
                break;
        }
    }

    /// <summary>Inside a list or dictionary a text stands in quotes.</summary>
    private static void WriteLiteral(Value value, TextBuilder written, Budget budget)
    {
        budget.Enter();
        switch (value)
        {
            case NoneValue:
                written.Append("None");
                break;
            case BoolValue:
                written.Append(value.IsTrue ? "True" : "False");
                break;
            case IntValue number:
                written.Append(number.Number.ToString(CultureInfo.InvariantCulture));
                break;
            case FloatValue number:
                written.Append(Number(number.Number));
                break;
            case TextValue text:
                WriteQuoted(text.Text, written);
                break;
            case UndefinedValue:
                written.Append("Undefined");
                break;
            case ListValue list:
                WriteItems('[', list.Items, "]", written, budget);
                break;
            case TupleValue tuple:
                WriteItems('(', tuple.Items, tuple.Items.Count == 1 ? ",)" : ")", written, budget);
                break;
            case DictValue dict:
                WriteEntries(dict, written, budget);
                break;
            default:
                throw new Refusal($"a {value.Kind} cannot be written");
        }
        budget.Leave();
    }

    private static void WriteItems(char open, IReadOnlyList<Value> items, string close, TextBuilder written, Budget budget)
    {
        written.Append(open);
        for (var i = 0; i < items.Count; i++)
        {
            if (i > 0)
                written.Append(", ");
            WriteLiteral(items[i], written, budget);
        }
        written.Append(close);
    }

    private static void WriteEntries(DictValue dict, TextBuilder written, Budget budget)
    {
        var separator = "{";
        foreach (var (key, value) in dict.Entries)
        {
            written.Append(separator);
            WriteLiteral(key, written, budget);
            written.Append(": ");
            WriteLiteral(value, written, budget);
            separator = ", ";
        }
        written.Append(dict.Entries.Count == 0 ? "{}" : "}");
    }

    private static void WriteQuoted(string text, TextBuilder written)
    {
        var quote = text.Contains('\'', StringComparison.Ordinal) && !text.Contains('"', StringComparison.Ordinal) ? '"' : '\'';
        written.Append(quote);
        Span<char> units = stackalloc char[2];
        foreach (var rune in text.EnumerateRunes())
        {
            var c = rune.Value;
            if (c == quote || c == '\\')
                written.Append('\\').Append((char)c);
            else if (c is '\n' or '\r' or '\t')
                written.Append('\\').Append(c == '\n' ? 'n' : c == '\r' ? 'r' : 't');
            else if (IsPrintable(rune))
                written.Append(units[..rune.EncodeToUtf16(units)]);
            else
                written.Append(c < 0x100 ? $"\\x{c:x2}" : c < 0x10000 ? $"\\u{c:x4}" : $"\\U{c:x8}");
        }
        written.Append(quote);
    }

    private static bool IsPrintable(Rune rune) => rune.Value == ' ' || Rune.GetUnicodeCategory(rune)
        is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
            or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
            or UnicodeCategory.SpaceSeparator);
}
