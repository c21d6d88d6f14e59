using System.Runtime.ExceptionServices;
using TaLo.ChatTemplates.Rendering;
using TaLo.ChatTemplates.Values;

namespace TaLo.ChatTemplates.Library;

/// <summary>What methods of lists and filters share.</summary>
internal static class Sequences
{
    /// <summary>The one argument of a method.</summary>
    public static Value Required(Arguments arguments, string function) =>
        arguments.Bind(function, "value")[0] ?? throw new Refusal($"{function} takes an argument");

    /// <summary>Items as text, one after the other.</summary>
    public static TextValue Join(IReadOnlyList<Value> items, string separator, bool mustBeTexts, Budget budget)
    {
        var joined = new TextBuilder(budget);
        for (var i = 0; i < items.Count; i++)
        {
            budget.Step();
            if (mustBeTexts && items[i] is not TextValue)
                throw new Refusal($"sequence item {i}: expected str instance, {items[i].Kind} found");
            if (i > 0)
                joined.Append(separator);
            joined.Append(Writing.Text(items[i], budget).Text);
        }
        return TextValue.Of(joined.ToString(), budget);
    }

    /// <summary>What lies at a path such as <c>function.name</c> or <c>0</c>.</summary>
    public static Value At(Value value, Value path, Budget budget)
    {
        if (path is not TextValue { Text: var names })
            return Access.Item(value, path, budget);
        budget.Allocate(64 + (24L * names.Length));
        foreach (var name in names.Split('.'))
        {
            budget.Step();
            value = Access.Item(value, int.TryParse(name, out var index) ? IntValue.Of(index) : TextValue.Given(name), budget);
        }
        return value;
    }

    /// <summary>Sorts by a key; equal ones stay in their order.</summary>
    public static Value[] Sort(IReadOnlyList<Value> items, Func<Value, Value> key, bool descending, Budget budget)
    {
        Iteration.ChargeItems(4L * items.Count, budget);
        var order = Comparer<Value>.Create((a, b) => Comparison.Compare(a, b, budget) ?? 0);
        try
        {
            return descending ? [.. items.OrderByDescending(key, order)] : [.. items.OrderBy(key, order)];
        }
        catch (InvalidOperationException failure) when (failure.InnerException is { } reason)
        {
            // .NET wraps what a comparison throws.
            ExceptionDispatchInfo.Throw(reason);
            throw;
        }
        catch (ArgumentException)
        {
            throw new Refusal("the items have no order");
        }
    }

    /// <summary>A text in lower case, anything else as it is: how filters compare unless told otherwise.</summary>
    public static Value IgnoreCase(Value value, Budget budget) =>
        value is TextValue text ? TextValue.Of(text.Text.ToLowerInvariant(), budget) : value;
}
