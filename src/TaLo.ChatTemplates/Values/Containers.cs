using TaLo.ChatTemplates.Rendering;

namespace TaLo.ChatTemplates.Values;

/// <summary>Items in a row.</summary>
internal abstract class SequenceValue(IReadOnlyList<Value> items) : Value
{
    public IReadOnlyList<Value> Items => items;

    public override bool IsTrue => items.Count > 0;
}

/// <summary>A list.</summary>
internal sealed class ListValue(IReadOnlyList<Value> items) : SequenceValue(items)
{
    public override string Kind => "list";
}

/// <summary>A tuple.</summary>
internal sealed class TupleValue(IReadOnlyList<Value> items) : SequenceValue(items)
{
    public override string Kind => "tuple";
}

/// <summary>What <c>map</c>, <c>select</c> and the like give: gone through once, without a length, always true.</summary>
internal sealed class GeneratorValue(IReadOnlyList<Value> items) : Value
{
    private IReadOnlyList<Value> left = items;

    public override string Kind => "generator";

    /// <summary>The items, the first time; then nothing.</summary>
    public IReadOnlyList<Value> Take()
    {
        (var items, left) = (left, []);
        return items;
    }
}

/// <summary>A dictionary, in the order of insertion.</summary>
internal sealed class DictValue(OrderedDictionary<Value, Value> entries) : Value
{
    public OrderedDictionary<Value, Value> Entries => entries;

    public override string Kind => "dict";

    public override bool IsTrue => entries.Count > 0;

    /// <summary>An empty dictionary for so many entries.</summary>
    public static OrderedDictionary<Value, Value> NewEntries(int count, Budget budget)
    {
        budget.Allocate(200 + (80L * count));
        return new OrderedDictionary<Value, Value>(count, KeyComparer.Instance);
    }

    /// <summary>The value of a key, or null.</summary>
    public Value? Find(Value key, Budget budget)
    {
        KeyComparer.Check(key, budget);
        return entries.TryGetValue(key, out var value) ? value : null;
    }
}

/// <summary>The one value that changes: <c>{% set name.attribute = … %}</c> reaches it from inside loops.</summary>
internal sealed class NamespaceValue : Value
{
    private readonly Dictionary<string, Value> attributes = new(StringComparer.Ordinal);

    public override string Kind => "Namespace";

    public Value? Find(string name) => attributes.GetValueOrDefault(name);

    public void Set(string name, Value value, Budget budget)
    {
        budget.Allocate(160);
        attributes[name] = value;
    }
}
