using TaLo.ChatTemplates.Rendering;

namespace TaLo.ChatTemplates.Values;

/// <summary>Equality, order and membership.</summary>
internal static class Comparison
{
    /// <summary><c>left == right</c></summary>
    public static bool AreEqual(Value left, Value right, Budget budget)
    {
        budget.Enter();
        var equal = (left, right) switch
        {
            (TextValue a, TextValue b) => TextsAreEqual(a.Text, b.Text, budget),
            (NoneValue, NoneValue) or (UndefinedValue, UndefinedValue) => true,
            (ListValue a, ListValue b) => ItemsAreEqual(a.Items, b.Items, budget),
            (TupleValue a, TupleValue b) => ItemsAreEqual(a.Items, b.Items, budget),
            (DictValue a, DictValue b) => EntriesAreEqual(a, b, budget),
            _ when Numbers.Is(left) && Numbers.Is(right) => Numbers.Compare(left, right) == 0,
            _ => ReferenceEquals(left, right),
        };
        budget.Leave();
        return equal;
    }

    /// <summary>Which comes first: negative for the left; null where the numbers cannot be told (NaN).</summary>
    /// <exception cref="Refusal">They have no order.</exception>
    public static int? Compare(Value left, Value right, Budget budget)
    {
        budget.Enter();
        var order = (left, right) switch
        {
            (TextValue a, TextValue b) => CompareTexts(a.Text, b.Text, budget),
            (ListValue a, ListValue b) => CompareItems(a.Items, b.Items, budget),
            (TupleValue a, TupleValue b) => CompareItems(a.Items, b.Items, budget),
            _ when Numbers.Is(left) && Numbers.Is(right) => Numbers.Compare(left, right),
            (UndefinedValue undefined, _) => throw new Refusal(undefined.Problem),
            (_, UndefinedValue undefined) => throw new Refusal(undefined.Problem),
            _ => throw new Refusal($"'{left.Kind}' and '{right.Kind}' have no order"),
        };
        budget.Leave();
        return order;
    }

    /// <summary><c>item in container</c></summary>
    public static bool Contains(Value container, Value item, Budget budget)
    {
        switch (container, item)
        {
            case (TextValue text, TextValue part):
                budget.Search(text.Text.Length, part.Text.Length);
                return text.Text.Contains(part.Text, StringComparison.Ordinal);
            case (TextValue, _):
                throw new Refusal($"'in <string>' requires string as left operand, not {item.Kind}");
            case (DictValue dict, _):
                return dict.Find(item, budget) is not null;
            case (NoneValue or BoolValue or IntValue or FloatValue or NamespaceValue or FunctionValue or LoopValue, _):
                throw new Refusal($"argument of type '{container.Kind}' is not iterable");
            default:
                foreach (var other in Iteration.Items(container, budget))
                {
                    if (AreEqual(other, item, budget))
                        return true;
                }
                return false;
        }
    }

    private static bool TextsAreEqual(string left, string right, Budget budget)
    {
        budget.Scan(Math.Min(left.Length, right.Length));
        return left == right;
    }

    private static bool ItemsAreEqual(IReadOnlyList<Value> left, IReadOnlyList<Value> right, Budget budget)
    {
        if (left.Count != right.Count)
            return false;
        for (var i = 0; i < left.Count; i++)
        {
            if (!AreEqual(left[i], right[i], budget))
                return false;
        }
        return true;
    }

    private static bool EntriesAreEqual(DictValue left, DictValue right, Budget budget)
    {
        if (left.Entries.Count != right.Entries.Count)
            return false;
        foreach (var (key, value) in left.Entries)
        {
            if (right.Find(key, budget) is not { } other || !AreEqual(value, other, budget))
                return false;
        }
        return true;
    }

    private static int CompareTexts(string left, string right, Budget budget)
    {
        budget.Scan(Math.Min(left.Length, right.Length));
        return string.CompareOrdinal(left, right);
    }

    private static int? CompareItems(IReadOnlyList<Value> left, IReadOnlyList<Value> right, Budget budget)
    {
        for (var i = 0; i < Math.Min(left.Count, right.Count); i++)
        {
            if (!AreEqual(left[i], right[i], budget))
                return Compare(left[i], right[i], budget);
        }
        return left.Count.CompareTo(right.Count);
    }
}
