using TaLo.ChatTemplates.Values;

namespace TaLo.ChatTemplates.Rendering;

/// <summary>The variables of a loop's round, a macro call or the template, and the scope around them.</summary>
internal sealed class Scope(Scope? outer)
{
    private Dictionary<string, Value>? variables;

    /// <summary>Sets a variable of this scope, hiding one of the same name further out.</summary>
    public void Set(string name, Value value) => (variables ??= new(StringComparer.Ordinal))[name] = value;

    /// <summary>The nearest variable of that name, or null.</summary>
    public Value? Find(string name, Budget budget)
    {
        for (var scope = this; scope is not null; scope = scope.Outer)
        {
            budget.Step();
            if (scope.variables is not null && scope.variables.TryGetValue(name, out var value))
                return value;
        }
        return null;
    }

    private Scope? Outer => outer;
}
