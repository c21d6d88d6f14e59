using System.Globalization;
using TaLo.ChatTemplates.Rendering;

namespace TaLo.ChatTemplates.Library;

/// <summary>Dates as C's <c>strftime</c> writes them, in English.</summary>
internal static class Strftime
{
    /// <exception cref="Refusal">A directive is not known.</exception>
    public static string Format(DateTimeOffset time, string format, Budget budget)
    {
        var written = new TextBuilder(budget);
        for (var i = 0; i < format.Length; i++)
        {
            if (format[i] != '%')
            {
                written.Append(format[i]);
                continue;
            }
            var padded = ++i >= format.Length || format[i] != '-';
            if (!padded)
                i++;
            var text = Directive(time, i < format.Length ? format[i] : '%');
            written.Append(padded ? text : text.TrimStart('0', ' ') is { Length: > 0 } bare ? bare : "0");
        }
        return written.ToString();
    }

    private static string Directive(DateTimeOffset time, char directive)
    {
        var pattern = directive switch
        {
            'Y' => "yyyy",
            'y' => "yy",
            'm' => "MM",
            'd' => "dd",
            'B' => "MMMM",
            'b' or 'h' => "MMM",
            'A' => "dddd",
            'a' => "ddd",
            'H' => "HH",
            'I' => "hh",
            'M' => "mm",
            'S' => "ss",
            'p' => "tt",
            'F' => "yyyy-MM-dd",
            'T' => "HH:mm:ss",
            'D' => "MM/dd/yy",
            'R' => "HH:mm",
            _ => null,
        };
        return pattern is not null ? time.ToString(pattern, CultureInfo.InvariantCulture) : directive switch
        {
            'e' => time.Day.ToString(CultureInfo.InvariantCulture).PadLeft(2),
            'j' => time.DayOfYear.ToString("000", CultureInfo.InvariantCulture),
            '%' => "%",
            _ => throw new Refusal($"the date format %{directive} is not supported"),
        };
    }
}
