using TaLo.ChatTemplates.Rendering;
using TaLo.ChatTemplates.Values;

namespace TaLo.ChatTemplates.Nodes;

/// <summary><c>not a</c></summary>
internal sealed class Not(Expression operand, int line) : Expression(line)
{
    protected override Value Compute(Run run) => BoolValue.Of(!operand.Evaluate(run).IsTrue);
}

/// <summary><c>-a</c> or <c>+a</c></summary>
internal sealed class Sign(bool isMinus, Expression operand, int line) : Expression(line)
{
    protected override Value Compute(Run run)
    {
        var value = operand.Evaluate(run);
        return isMinus ? Arithmetic.Negate(value, run.Budget) : Arithmetic.Apply("+", IntValue.Of(0), value, run.Budget);
    }
}

/// <summary><c>a and b</c>, <c>a or b</c>: one of the two values.</summary>
internal sealed class Choice(bool isAnd, Expression left, Expression right, int line) : Expression(line)
{
    protected override Value Compute(Run run)
    {
        var value = left.Evaluate(run);
        return value.IsTrue == isAnd ? right.Evaluate(run) : value;
    }
}

/// <summary><c>a if condition else b</c></summary>
internal sealed class Conditional(Expression condition, Expression then, Expression? otherwise, int line) : Expression(line)
{
    protected override Value Compute(Run run) => condition.Evaluate(run).IsTrue ? then.Evaluate(run)
        : otherwise?.Evaluate(run) ?? new UndefinedValue("the condition is false and there is no else");
}

/// <summary><c>a + b</c> and the like, and <c>a ~ b</c>.</summary>
internal sealed class Calculation(string symbol, Expression left, Expression right, int line) : Expression(line)
{
    protected override Value Compute(Run run)
    {
        var (a, b) = (left.Evaluate(run), right.Evaluate(run));
        return symbol == "~"
            ? Arithmetic.Apply("+", Writing.Text(a, run.Budget), Writing.Text(b, run.Budget), run.Budget)
            : Arithmetic.Apply(symbol, a, b, run.Budget);
    }
}

/// <summary><c>a &lt; b &lt;= c</c>, <c>a in b</c>: true while each holds.</summary>
internal sealed class Comparisons(
    Expression first, IReadOnlyList<(string Symbol, Expression Operand)> rest, int line) : Expression(line)
{
    protected override Value Compute(Run run)
    {
        var left = first.Evaluate(run);
        foreach (var (symbol, operand) in rest)
        {
            var right = operand.Evaluate(run);
            if (!Holds(symbol, left, right, run.Budget))
                return BoolValue.False;
            left = right;
        }
        return BoolValue.True;
    }

    private static bool Holds(string symbol, Value left, Value right, Budget budget) => symbol switch
    {
        "==" => Comparison.AreEqual(left, right, budget),
        "!=" => !Comparison.AreEqual(left, right, budget),
        "<" => Comparison.Compare(left, right, budget) < 0,
        "<=" => Comparison.Compare(left, right, budget) <= 0,
        ">" => Comparison.Compare(left, right, budget) > 0,
        ">=" => Comparison.Compare(left, right, budget) >= 0,
        "in" => Comparison.Contains(right, left, budget),
        _ => !Comparison.Contains(right, left, budget),
    };
}
