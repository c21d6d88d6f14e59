using TaLo.ChatTemplates.Rendering;

namespace TaLo.ChatTemplates.Values;

/// <summary>Equality of dictionary keys: 1, 1.0 and true are one key, as in Python.</summary>
internal sealed class KeyComparer : IEqualityComparer<Value>
{
    public static KeyComparer Instance { get; } = new();

    /// <summary>Refuses what cannot be a key, and charges its length.</summary>
    public static void Check(Value key, Budget budget)
    {
        if (key is TextValue text)
            budget.Scan(text.Text.Length);
        else if (key is not (NoneValue or UndefinedValue or BoolValue or IntValue or FloatValue))
            throw new Refusal($"a {key.Kind} as a dictionary's key is not supported");
    }

    public bool Equals(Value? x, Value? y) => (x, y) switch
    {
        (TextValue a, TextValue b) => a.Text == b.Text,
        (TextValue, _) or (_, TextValue) => false,
        (NoneValue, _) or (_, NoneValue) or (UndefinedValue, _) or (_, UndefinedValue) => x?.GetType() == y?.GetType(),
        _ => Numbers.Compare(x!, y!) == 0,
    };

    // Seeded anew in every process, so that no template can know keys that collide.
    public int GetHashCode(Value key) => key switch
    {
        TextValue text => text.Text.GetHashCode(StringComparison.Ordinal),
        NoneValue or UndefinedValue => key.Kind.GetHashCode(StringComparison.Ordinal),
        FloatValue { Number: var number } => number == Math.Truncate(number) ? HashCode.Combine((long)number) : HashCode.Combine(number),
        _ => HashCode.Combine(Numbers.Whole(key)),
    };
}
