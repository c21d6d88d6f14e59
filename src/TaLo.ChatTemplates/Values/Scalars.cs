using TaLo.ChatTemplates.Rendering;

namespace TaLo.ChatTemplates.Values;

/// <summary>None.</summary>
internal sealed class NoneValue : Value
{
    public static NoneValue Instance { get; } = new();

    public override string Kind => "NoneType";

    public override bool IsTrue => false;
}

/// <summary>What has no value: written as nothing, false, and refused by most operations.</summary>
/// <param name="problem">What is wrong, with <c>{0}</c> for the subject.</param>
/// <param name="subject">The name of what is undefined.</param>
internal sealed class UndefinedValue(string problem, string subject = "") : Value
{
    /// <summary>Says what is undefined; put together only when asked for, because most are never complained about.</summary>
    public string Problem => problem.Replace("{0}", subject, StringComparison.Ordinal);

    public override string Kind => "Undefined";

    public override bool IsTrue => false;
}

/// <summary>True or false; in arithmetic 1 or 0.</summary>
internal sealed class BoolValue : Value
{
    private BoolValue(bool value) => IsTrue = value;

    public static BoolValue True { get; } = new(true);

    public static BoolValue False { get; } = new(false);

    public override string Kind => "bool";

    public override bool IsTrue { get; }

    public static BoolValue Of(bool value) => value ? True : False;
}

/// <summary>A whole number.</summary>
internal sealed class IntValue : Value
{
    private static readonly IntValue[] Small = [.. Enumerable.Range(-1, 130).Select(n => new IntValue(n))];

    private IntValue(long number) => Number = number;

    public long Number { get; }

    public override string Kind => "int";

    public override bool IsTrue => Number != 0;

    public static IntValue Of(long number) => number is >= -1 and < 129 ? Small[number + 1] : new IntValue(number);
}

/// <summary>A floating point number.</summary>
internal sealed class FloatValue(double number) : Value
{
    public double Number => number;

    public override string Kind => "float";

    public override bool IsTrue => number != 0;
}

/// <summary>Text. Its characters are code points, as in Python.</summary>
internal sealed class TextValue : Value
{
    private const int BytesOfText = 64;
    private static readonly TextValue[] Ascii = [.. Enumerable.Range(0, 128).Select(c => new TextValue(((char)c).ToString()))];

    private TextValue(string text) => Text = text;

    public static TextValue Empty { get; } = new("");

    public string Text { get; }

    public override string Kind => "str";

    public override bool IsTrue => Text.Length > 0;

    /// <summary>A text of the template itself, or of the caller.</summary>
    public static TextValue Given(string text) => new(text);

    /// <summary>A text that was made while rendering.</summary>
    public static TextValue Of(string text, Budget budget)
    {
        if (text.Length == 0)
            return Empty;
        if (text is [var c] && char.IsAscii(c))
            return Ascii[c];
        budget.Allocate(BytesOfText + (2L * text.Length));
        return new TextValue(text);
    }
}
