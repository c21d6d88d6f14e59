using TaLo.ChatTemplates.Rendering;
using TaLo.ChatTemplates.Values;

namespace TaLo.ChatTemplates.Library;

/// <summary>Filters of lists and dictionaries as a whole.</summary>
internal static class SequenceFilters
{
    public static Dictionary<string, Filters.Filter> All { get; } = new(StringComparer.Ordinal)
    {
        ["length"] = Length,
        ["count"] = Length,
        ["first"] = (run, value, _) => Items(run, value) is [var item, ..] ? item : None("first"),
        ["last"] = (run, value, _) => value is GeneratorValue
            ? throw new Refusal("'generator' object is not reversible")
            : Items(run, value) is [.., var item] ? item : None("last"),
        ["list"] = (run, value, _) => Iteration.NewList(Items(run, value), run.Budget),
        ["reverse"] = Reverse,
        ["join"] = Join,
        ["items"] = (run, value, _) => value switch
        {
            DictValue dict => new GeneratorValue(DictMethods.Items(dict, run.Budget).Items),
            UndefinedValue => new GeneratorValue([]),
            _ => throw new Refusal("Can only get item pairs from a mapping."),
        },
        ["dictsort"] = DictSort,
        ["sort"] = Sort,
        ["unique"] = Unique,
        ["min"] = (run, value, a) => Extreme(run, value, a, "min", -1),
        ["max"] = (run, value, a) => Extreme(run, value, a, "max", 1),
        ["sum"] = Sum,
    };

    private static UndefinedValue None(string which) => new("No {0} item, sequence was empty.", which);

    private static IReadOnlyList<Value> Items(Run run, Value value) => Iteration.Items(value, run.Budget);

    private static IntValue Length(Run run, Value value, Arguments arguments) =>
        IntValue.Of(Iteration.Length(value, run.Budget) ?? throw new Refusal($"object of type '{value.Kind}' has no len()"));

    private static Value Reverse(Run run, Value value, Arguments arguments)
    {
        var items = Items(run, value);
        Iteration.ChargeItems(items.Count, run.Budget);
        var reversed = items.Reverse().ToList();
        return value is TextValue ? Sequences.Join(reversed, "", mustBeTexts: true, run.Budget) : new GeneratorValue(reversed);
    }

    private static TextValue Join(Run run, Value value, Arguments arguments)
    {
        var given = arguments.Bind("join", "d", "attribute");
        var items = Items(run, value);
        if (given[1] is { } path)
            items = Map(run, items, item => Sequences.At(item, path, run.Budget));
        var separator = Writing.Text(given[0] ?? TextValue.Empty, run.Budget).Text;
        return Sequences.Join(items, separator, mustBeTexts: false, run.Budget);
    }

    private static ListValue DictSort(Run run, Value value, Arguments arguments)
    {
        var given = arguments.Bind("dictsort", "case_sensitive", "by", "reverse");
        if (value is not DictValue dict)
            throw new Refusal($"dictsort takes a dictionary, not {value.Kind}");
        var index = given[1] is null or TextValue { Text: "key" } ? 0
            : given[1] is TextValue { Text: "value" } ? 1
            : throw new Refusal("You can only sort by either \"key\" or \"value\"");
        var key = Key(run, given[0], pair => ((TupleValue)pair).Items[index]);
        return new ListValue(Sequences.Sort(DictMethods.Items(dict, run.Budget).Items, key, given[2]?.IsTrue ?? false, run.Budget));
    }

    private static ListValue Sort(Run run, Value value, Arguments arguments)
    {
        var given = arguments.Bind("sort", "reverse", "case_sensitive", "attribute");
        var key = Key(run, given[1], Getter(run, given[2]));
        return new ListValue(Sequences.Sort(Items(run, value), key, given[0]?.IsTrue ?? false, run.Budget));
    }

    private static GeneratorValue Unique(Run run, Value value, Arguments arguments)
    {
        var given = arguments.Bind("unique", "case_sensitive", "attribute");
        var (key, items) = (Key(run, given[0], Getter(run, given[1])), Items(run, value));
        Iteration.ChargeItems(4L * items.Count, run.Budget);
        return new GeneratorValue([.. items.DistinctBy(item =>
        {
            run.Budget.Step();
            var k = key(item);
            KeyComparer.Check(k, run.Budget);
            return k;
        }, KeyComparer.Instance)]);
    }

    private static Value Extreme(Run run, Value value, Arguments arguments, string name, int sign)
    {
        var given = arguments.Bind(name, "case_sensitive", "attribute");
        var key = Key(run, given[0], Getter(run, given[1]));
        Value? best = null;
        foreach (var item in Items(run, value))
        {
            run.Budget.Step();
            if (best is null || Math.Sign(Comparison.Compare(key(item), key(best), run.Budget) ?? 0) == sign)
                best = item;
        }
        return best ?? None("aggregated");
    }

    private static Value Sum(Run run, Value value, Arguments arguments)
    {
        var given = arguments.Bind("sum", "attribute", "start");
        var getter = Getter(run, given[0]);
        var sum = given[1] ?? IntValue.Of(0);
        foreach (var item in Items(run, value))
        {
            run.Budget.Step();
            sum = Arithmetic.Apply("+", sum, getter(item), run.Budget);
        }
        return sum;
    }

    private static Value[] Map(Run run, IReadOnlyList<Value> items, Func<Value, Value> map)
    {
        Iteration.ChargeItems(items.Count, run.Budget);
        return [.. items.Select(map)];
    }

    private static Func<Value, Value> Getter(Run run, Value? path) =>
        path is null or NoneValue ? item => item : item => Sequences.At(item, path, run.Budget);

    private static Func<Value, Value> Key(Run run, Value? caseSensitive, Func<Value, Value> getter) =>
        caseSensitive is { IsTrue: true } ? getter : item => Sequences.IgnoreCase(getter(item), run.Budget);
}
