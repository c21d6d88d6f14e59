using TaLo.ChatTemplates.Rendering;
using TaLo.ChatTemplates.Values;

namespace TaLo.ChatTemplates.Nodes;

/// <summary>A number, a text, true, false or none.</summary>
internal sealed class Literal(Value value, int line) : Expression(line)
{
    protected override Value Compute(Run run) => value;
}

/// <summary>A variable.</summary>
internal sealed class Name(string name, int line) : Expression(line)
{
    /// <summary>What it is called.</summary>
    public string Text => name;

    protected override Value Compute(Run run)
    {
        if (run.Scope.Find(name, run.Budget) is { } value)
            return value;
        return new UndefinedValue("'{0}' is undefined", name);
    }
}

/// <summary><c>[a, b]</c> or <c>(a, b)</c></summary>
internal sealed class Items(IReadOnlyList<Expression> items, bool isTuple, int line) : Expression(line)
{
    protected override Value Compute(Run run)
    {
        Iteration.ChargeItems(items.Count, run.Budget);
        var values = new Value[items.Count];
        for (var i = 0; i < values.Length; i++)
            values[i] = items[i].Evaluate(run);
        return isTuple ? new TupleValue(values) : new ListValue(values);
    }
}

/// <summary><c>{key: value}</c></summary>
internal sealed class Entries(IReadOnlyList<(Expression Key, Expression Value)> entries, int line) : Expression(line)
{
    protected override Value Compute(Run run)
    {
        var dict = DictValue.NewEntries(entries.Count, run.Budget);
        foreach (var (key, value) in entries)
        {
            var k = key.Evaluate(run);
            KeyComparer.Check(k, run.Budget);
            dict[k] = value.Evaluate(run);
        }
        return new DictValue(dict);
    }
}
