using TaLo.ChatTemplates.Rendering;

namespace TaLo.ChatTemplates.Values;

/// <summary>Going through a value.</summary>
internal static class Iteration
{
    /// <summary>Whether a loop takes it.</summary>
    public static bool Is(Value value) => value is SequenceValue or GeneratorValue or DictValue or TextValue or UndefinedValue;

    /// <summary>The items of a list, the keys of a dictionary, the characters of a text.</summary>
    /// <exception cref="Refusal">It has none.</exception>
    public static IReadOnlyList<Value> Items(Value value, Budget budget)
    {
        switch (value)
        {
            case SequenceValue sequence:
                return sequence.Items;
            case GeneratorValue generator:
                return generator.Take();
            case UndefinedValue:
                return [];
            case DictValue dict:
                ChargeItems(dict.Entries.Count, budget);
                return [.. dict.Entries.Keys];
            case TextValue text:
                return CodePoints.Split(text.Text, budget);
            default:
                throw new Refusal($"'{value.Kind}' object is not iterable");
        }
    }

    /// <summary>A new list.</summary>
    public static ListValue NewList(IReadOnlyList<Value> items, Budget budget)
    {
        ChargeItems(items.Count, budget);
        return new ListValue(items);
    }

    /// <summary>Charges a list of so many items.</summary>
    public static void ChargeItems(long count, Budget budget)
    {
        budget.Allocate(80 + (24 * count));
        budget.Scan(count);
    }

    /// <summary>The number of items, or null for what has none.</summary>
    public static int? Length(Value value, Budget budget) => value switch
    {
        SequenceValue sequence => sequence.Items.Count,
        DictValue dict => dict.Entries.Count,
        TextValue text => CodePoints.Count(text.Text, budget),
        UndefinedValue => 0,
        _ => null,
    };
}
