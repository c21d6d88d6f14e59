using TaLo.ChatTemplates.Rendering;
using TaLo.ChatTemplates.Values;

namespace TaLo.ChatTemplates.Library;

/// <summary>The methods of dictionaries that change nothing; transformers allows a template no others.</summary>
internal static class DictMethods
{
    /// <summary>The method of that name, bound to a dictionary, or null.</summary>
    public static FunctionValue? Find(DictValue dict, string name) => name switch
    {
        "get" => new(name, (run, a) => Get(dict, a, run.Budget)),
        "items" => new(name, (run, _) => Items(dict, run.Budget)),
        "keys" => new(name, (run, _) => Iteration.NewList([.. dict.Entries.Keys], run.Budget)),
        "values" => new(name, (run, _) => Iteration.NewList([.. dict.Entries.Values], run.Budget)),
        _ => null,
    };

    /// <summary>The entries, as pairs.</summary>
    public static ListValue Items(DictValue dict, Budget budget)
    {
        budget.Allocate(80L * dict.Entries.Count);
        return Iteration.NewList([.. dict.Entries.Select(e => new TupleValue([e.Key, e.Value]))], budget);
    }

    private static Value Get(DictValue dict, Arguments arguments, Budget budget)
    {
        var given = arguments.Bind("get", "key", "default");
        return dict.Find(given[0] ?? throw new Refusal("get takes a key"), budget) ?? given[1] ?? NoneValue.Instance;
    }
}
