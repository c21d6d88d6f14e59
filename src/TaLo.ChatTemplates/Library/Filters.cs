using TaLo.ChatTemplates.Rendering;
using TaLo.ChatTemplates.Values;

namespace TaLo.ChatTemplates.Library;

/// <summary>The filters by name: <c>value | name(arguments)</c>.</summary>
internal static class Filters
{
    /// <summary>A filter.</summary>
    public delegate Value Filter(Run run, Value value, Arguments arguments);

    private static readonly Dictionary<string, Filter> All = new(
        [.. ScalarFilters.All, .. TextFilters.All, .. SequenceFilters.All, .. SelectionFilters.All], StringComparer.Ordinal);

    /// <summary>Applies a filter.</summary>
    /// <exception cref="Refusal">There is no such filter, or it does not take the value.</exception>
    public static Value Apply(Run run, string name, Value value, Arguments arguments) => All.TryGetValue(name, out var filter)
        ? filter(run, value, arguments)
        : throw new Refusal($"the filter '{name}' is not supported");
}
