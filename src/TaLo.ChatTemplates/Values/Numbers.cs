using TaLo.ChatTemplates.Rendering;

namespace TaLo.ChatTemplates.Values;

/// <summary>Numbers as Python sees them: booleans are 0 and 1.</summary>
internal static class Numbers
{
    /// <summary>Whether arithmetic takes it.</summary>
    public static bool Is(Value value) => value is BoolValue or IntValue or FloatValue;

    /// <summary>The value of a boolean or whole number, or null.</summary>
    public static long? WholeOrNull(Value value) => value switch
    {
        IntValue number => number.Number,
        BoolValue b => b.IsTrue ? 1 : 0,
        _ => null,
    };

    /// <summary>The value of a boolean or whole number.</summary>
    /// <exception cref="Refusal">It is something else.</exception>
    public static long Whole(Value value) => WholeOrNull(value) ?? throw new Refusal(value is UndefinedValue undefined
        ? undefined.Problem
        : $"'{value.Kind}' object cannot be interpreted as an integer");

    /// <summary>A whole number as small as a position or a width.</summary>
    /// <exception cref="Refusal">It is something else, or larger.</exception>
    public static int Small(Value value) => Whole(value) is >= int.MinValue and <= int.MaxValue and var number
        ? (int)number
        : throw new Refusal("a position or width is too large");

    /// <summary>A number as floating point.</summary>
    public static double Float(Value value) => value is FloatValue number ? number.Number : Whole(value);

    /// <summary>Compares two numbers; null where one is not a number at all (NaN).</summary>
    public static int? Compare(Value left, Value right)
    {
        if (WholeOrNull(left) is { } a && WholeOrNull(right) is { } b)
            return a.CompareTo(b);
        var (x, y) = (Float(left), Float(right));
        return double.IsNaN(x) || double.IsNaN(y) ? null : x.CompareTo(y);
    }
}
