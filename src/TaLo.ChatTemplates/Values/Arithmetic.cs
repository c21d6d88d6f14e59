using TaLo.ChatTemplates.Rendering;

namespace TaLo.ChatTemplates.Values;

/// <summary>The operators <c>+ - * / // % **</c>.</summary>
internal static class Arithmetic
{
    /// <summary><c>left operator right</c></summary>
    /// <exception cref="Refusal">The operator does not take them.</exception>
    public static Value Apply(string symbol, Value left, Value right, Budget budget)
    {
        if (left is UndefinedValue a)
            throw new Refusal(a.Problem);
        if (right is UndefinedValue b)
            throw new Refusal(b.Problem);
        if (!Numbers.Is(left) || !Numbers.Is(right))
            return ApplyToSequences(symbol, left, right, budget);
        budget.Allocate(32);
        return Numbers.WholeOrNull(left) is { } x && Numbers.WholeOrNull(right) is { } y
            ? Whole(symbol, x, y)
            : Real(symbol, Numbers.Float(left), Numbers.Float(right));
    }

    /// <summary><c>-value</c></summary>
    public static Value Negate(Value value, Budget budget) =>
        value is FloatValue ? Apply("*", IntValue.Of(-1), value, budget) : Apply("-", IntValue.Of(0), value, budget);

    private static Value Whole(string symbol, long left, long right)
    {
        if (right == 0 && symbol is "/" or "//" or "%")
            throw new Refusal("division by zero");
        try
        {
            return symbol switch
            {
                "+" => IntValue.Of(checked(left + right)),
                "-" => IntValue.Of(checked(left - right)),
                "*" => IntValue.Of(checked(left * right)),
                "/" => new FloatValue((double)left / right),
                "//" => IntValue.Of(checked(left / right) - (left % right != 0 && left < 0 != right < 0 ? 1 : 0)),
                "%" => IntValue.Of(right == -1 ? 0 : (left % right) + (left % right != 0 && left < 0 != right < 0 ? right : 0)),
                "**" when right < 0 => Real(symbol, left, right),
                "**" => IntValue.Of(Power(left, right)),
                _ => throw new Refusal($"the operator {symbol} is not supported"),
            };
        }
        catch (OverflowException)
        {
            throw new Refusal("a whole number has more than 64 bits");
        }
    }

    private static long Power(long number, long exponent)
    {
        if (number is 0 or 1 || exponent == 0)
            return exponent == 0 ? 1 : number;
        if (number == -1)
            return exponent % 2 == 0 ? 1 : -1;
        var power = 1L;
        for (; exponent > 0; exponent--)
            power = checked(power * number);
        return power;
    }

    private static FloatValue Real(string symbol, double left, double right)
    {
        if (right == 0 && symbol is "/" or "//" or "%")
            throw new Refusal("division by zero");
        return new FloatValue(symbol switch
        {
            "+" => left + right,
            "-" => left - right,
            "*" => left * right,
            "/" => left / right,
            "//" => Math.Floor(left / right),
            "%" => Modulo(left, right),
            "**" => Power(left, right),
            _ => throw new Refusal($"the operator {symbol} is not supported"),
        });
    }

    private static double Modulo(double left, double right)
    {
        var remainder = left % right;
        return remainder != 0 && remainder < 0 != right < 0 ? remainder + right : remainder;
    }

    private static double Power(double number, double exponent)
    {
        var power = Math.Pow(number, exponent);
        return double.IsFinite(power) ? power : throw new Refusal($"{number}**{exponent} is not a number");
    }

    private static Value ApplyToSequences(string symbol, Value left, Value right, Budget budget)
    {
        switch (symbol, left, right)
        {
            case ("+", TextValue a, TextValue b):
                budget.Scan(a.Text.Length + (long)b.Text.Length);
                budget.Allocate(64 + (2L * a.Text.Length) + (2L * b.Text.Length));
                return TextValue.Given(a.Text + b.Text);
            case ("+", ListValue a, ListValue b):
                Iteration.ChargeItems(a.Items.Count + (long)b.Items.Count, budget);
                return new ListValue([.. a.Items, .. b.Items]);
            case ("+", TupleValue a, TupleValue b):
                Iteration.ChargeItems(a.Items.Count + (long)b.Items.Count, budget);
                return new TupleValue([.. a.Items, .. b.Items]);
            case ("*", TextValue or SequenceValue, IntValue or BoolValue):
                return Repeat(left, Math.Max(0, Numbers.Whole(right)), budget);
            case ("*", IntValue or BoolValue, TextValue or SequenceValue):
                return Repeat(right, Math.Max(0, Numbers.Whole(left)), budget);
            case ("+", TextValue, _):
                throw new Refusal($"can only concatenate str (not \"{right.Kind}\") to str");
            default:
                throw new Refusal($"unsupported operand type(s) for {symbol}: '{left.Kind}' and '{right.Kind}'");
        }
    }

    private static Value Repeat(Value value, long count, Budget budget)
    {
        count = Math.Min(count, int.MaxValue);
        if (value is TextValue { Text: var text })
        {
            var repeated = new TextBuilder(budget);
            for (var i = 0L; i < count && text.Length > 0; i++)
                repeated.Append(text);
            return TextValue.Of(repeated.ToString(), budget);
        }
        var items = ((SequenceValue)value).Items;
        Iteration.ChargeItems(items.Count * count, budget);
        Value[] list = [.. Enumerable.Repeat(items, (int)(items.Count == 0 ? 0 : count)).SelectMany(i => i)];
        return value is ListValue ? new ListValue(list) : new TupleValue(list);
    }
}
