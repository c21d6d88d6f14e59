using TaLo.ChatTemplates.Library;
using TaLo.ChatTemplates.Rendering;

namespace TaLo.ChatTemplates.Values;

/// <summary><c>value.name</c>, <c>value[key]</c> and <c>value[start:stop:step]</c>.</summary>
internal static class Access
{
    /// <summary><c>value.name</c>: a method, or else an entry.</summary>
    public static Value Attribute(Value value, string name, Budget budget) =>
        Member(value, name, budget) ?? Entry(value, TextValue.Given(name), budget) ?? Missing(value, name);

    /// <summary><c>value[key]</c>: an entry, or else a method.</summary>
    public static Value Item(Value value, Value key, Budget budget)
    {
        if (Entry(value, key, budget) is { } entry)
            return entry;
        return key is TextValue { Text: var name } ? Member(value, name, budget) ?? Missing(value, name) : Missing(value, key.Kind);
    }

    /// <summary><c>value[start:stop:step]</c></summary>
    public static Value Slice(Value value, SliceIndices slice, Budget budget) => value switch
    {
        TextValue text => CodePoints.Pick(text.Text, slice, budget),
        ListValue list => Iteration.NewList(Pick(list.Items, slice, budget), budget),
        TupleValue tuple => new TupleValue(Pick(tuple.Items, slice, budget)),
        UndefinedValue undefined => throw new Refusal(undefined.Problem),
        _ => new UndefinedValue("{0} has no slices", value.Kind),
    };

    private static Value[] Pick(IReadOnlyList<Value> items, SliceIndices slice, Budget budget)
    {
        var (start, step, count) = slice.Of(items.Count);
        Iteration.ChargeItems(count, budget);
        var picked = new Value[count];
        for (var i = 0; i < count; i++)
            picked[i] = items[start + (i * step)];
        return picked;
    }

    private static Value? Entry(Value value, Value key, Budget budget)
    {
        switch (value)
        {
            case UndefinedValue undefined:
                throw new Refusal(undefined.Problem);
            case DictValue dict:
                return dict.Find(key, budget);
            case SequenceValue { Items: var items } when Numbers.WholeOrNull(key) is { } index:
                index = index < 0 ? index + items.Count : index;
                return index >= 0 && index < items.Count ? items[(int)index] : null;
            case TextValue { Text: var text } when Numbers.WholeOrNull(key) is { } index:
                return CodePoints.At(text, index, budget);
            default:
                return null;
        }
    }

    private static Value? Member(Value value, string name, Budget budget)
    {
        budget.Allocate(128);
        return value switch
        {
            UndefinedValue undefined => throw new Refusal(undefined.Problem),
            NamespaceValue space => space.Find(name),
            LoopValue loop => loop.Find(name),
            TextValue text => TextMethods.Find(text, name),
            DictValue dict => DictMethods.Find(dict, name),
            SequenceValue sequence => SequenceMethods.Find(sequence, name),
            _ => null,
        };
    }

    private static UndefinedValue Missing(Value value, string name) => new(value switch
    {
        DictValue => "'dict object' has no attribute '{0}'",
        SequenceValue => "'list object' has no attribute '{0}'",
        TextValue => "'str object' has no attribute '{0}'",
        _ => "there is no attribute '{0}'",
    }, name);
}
