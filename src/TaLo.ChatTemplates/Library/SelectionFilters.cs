using TaLo.ChatTemplates.Rendering;
using TaLo.ChatTemplates.Values;

namespace TaLo.ChatTemplates.Library;

/// <summary>Filters that put every item of a list to a filter or a test.</summary>
internal static class SelectionFilters
{
    public static Dictionary<string, Filters.Filter> All { get; } = new(StringComparer.Ordinal)
    {
        ["map"] = Map,
        ["select"] = (run, value, a) => Select(run, value, a, "select", byAttribute: false, keep: true),
        ["reject"] = (run, value, a) => Select(run, value, a, "reject", byAttribute: false, keep: false),
        ["selectattr"] = (run, value, a) => Select(run, value, a, "selectattr", byAttribute: true, keep: true),
        ["rejectattr"] = (run, value, a) => Select(run, value, a, "rejectattr", byAttribute: true, keep: false),
    };

    private static GeneratorValue Map(Run run, Value value, Arguments arguments)
    {
        var items = Items(run, value);
        return new GeneratorValue([.. items.Select(Mapping(run, arguments))]);
    }

    private static Func<Value, Value> Mapping(Run run, Arguments arguments)
    {
        if (arguments.Positional.Count > 0)
        {
            var (name, rest) = (Texts.Of(arguments.Positional[0], "the filter's name"), arguments.Skip(1));
            return item => Filters.Apply(run, name, Counted(run, item), rest);
        }
        var given = arguments.Bind("map", "attribute", "default");
        var path = given[0] ?? throw new Refusal("map takes a filter's name or an attribute");
        return item => Sequences.At(Counted(run, item), path, run.Budget) is not UndefinedValue and var found ? found
            : given[1] ?? new UndefinedValue("an item has no such attribute");
    }

    private static GeneratorValue Select(Run run, Value value, Arguments arguments, string filter, bool byAttribute, bool keep)
    {
        if (byAttribute && arguments.Positional.Count == 0)
            throw new Refusal($"{filter} takes an attribute");
        var path = byAttribute ? arguments.Positional[0] : null;
        var skipped = byAttribute ? 1 : 0;
        var test = arguments.Positional.Count > skipped ? Texts.Of(arguments.Positional[skipped], "the test's name") : null;
        var rest = arguments.Skip(skipped + 1);
        return new GeneratorValue([.. Items(run, value).Where(item =>
        {
            var subject = path is null ? Counted(run, item) : Sequences.At(Counted(run, item), path, run.Budget);
            return (test is null ? subject.IsTrue : Tests.Holds(run, test, subject, rest)) == keep;
        })]);
    }

    private static IReadOnlyList<Value> Items(Run run, Value value)
    {
        var items = Iteration.Items(value, run.Budget);
        Iteration.ChargeItems(items.Count, run.Budget);
        return items;
    }

    private static Value Counted(Run run, Value item)
    {
        run.Budget.Step();
        return item;
    }
}
