using System.Globalization;
using TaLo.ChatTemplates.Rendering;
using TaLo.ChatTemplates.Values;

namespace TaLo.ChatTemplates.Library;

/// <summary>Filters of numbers and of anything.</summary>
internal static class ScalarFilters
{
    private const int LongestNumber = 400;

    public static Dictionary<string, Filters.Filter> All { get; } = new(StringComparer.Ordinal)
    {
        ["default"] = Default,
        ["d"] = Default,
        ["string"] = (run, value, _) => Writing.Text(value, run.Budget),
        ["tojson"] = Json.Write,
        // Nothing is escaped for HTML, so nothing need be kept from it.
        ["safe"] = (run, value, _) => Writing.Text(value, run.Budget),
        ["int"] = Int,
        ["float"] = Float,
        ["abs"] = (run, value, _) =>
            Comparison.Compare(value, IntValue.Of(0), run.Budget) < 0 ? Arithmetic.Negate(value, run.Budget) : value,
        ["round"] = Round,
    };

    private static Value Default(Run run, Value value, Arguments arguments)
    {
        var given = arguments.Bind("default", "default_value", "boolean");
        var isMissing = value is UndefinedValue || (given[1] is { IsTrue: true } && !value.IsTrue);
        return isMissing ? given[0] ?? TextValue.Empty : value;
    }

    private static Value Int(Run run, Value value, Arguments arguments)
    {
        var given = arguments.Bind("int", "default", "base");
        if (given[1] is not (null or IntValue { Number: 10 }))
            throw new Refusal("int with a base other than 10 is not supported");
        var otherwise = given[0] ?? IntValue.Of(0);
        return value switch
        {
            UndefinedValue undefined => throw new Refusal(undefined.Problem),
            _ when Numbers.WholeOrNull(value) is { } number => IntValue.Of(number),
            TextValue { Text: var text } when WholeOrNull(text) is { } number => IntValue.Of(number),
            TextValue or FloatValue => Real(value) is { } real && Math.Abs(real) < long.MaxValue ? IntValue.Of((long)real) : otherwise,
            _ => otherwise,
        };
    }

    private static Value Float(Run run, Value value, Arguments arguments)
    {
        var otherwise = arguments.Bind("float", "default")[0] ?? new FloatValue(0);
        return Real(value) is { } real ? new FloatValue(real) : otherwise;
    }

    private static long? WholeOrNull(string text) =>
        long.TryParse(Digits(text), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static double? RealOrNull(string text) =>
        double.TryParse(Digits(text), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static double? Real(Value value) => value switch
    {
        TextValue { Text: var text } => RealOrNull(text),
        UndefinedValue undefined => throw new Refusal(undefined.Problem),
        _ when Numbers.Is(value) => Numbers.Float(value),
        _ => null,
    };

    private static string Digits(string text) => text.Length <= LongestNumber ? text.Trim()
        : throw new Refusal($"a number of more than {LongestNumber} digits is not supported");

    private static Value Round(Run run, Value value, Arguments arguments)
    {
        var given = arguments.Bind("round", "precision", "method");
        var precision = given[0] is { } digits ? Numbers.Small(digits) : 0;
        var method = given[1] is { } name ? Texts.Of(name, "the method of round") : "common";
        if (precision is < 0 or > 15)
            throw new Refusal($"round to {precision} places is not supported");
        if (method == "common" && Numbers.WholeOrNull(value) is { } whole)
            return IntValue.Of(whole);
        var (number, scale) = (Numbers.Float(value), Math.Pow(10, precision));
        return new FloatValue(method switch
        {
            "common" => Math.Round(number, precision, MidpointRounding.ToEven),
            "ceil" => Math.Ceiling(number * scale) / scale,
            "floor" => Math.Floor(number * scale) / scale,
            _ => throw new Refusal("method must be common, ceil or floor"),
        });
    }
}
