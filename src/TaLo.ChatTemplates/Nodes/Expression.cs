using TaLo.ChatTemplates.Rendering;
using TaLo.ChatTemplates.Values;

namespace TaLo.ChatTemplates.Nodes;

/// <summary>Something that has a value. Expressions keep nothing between renderings.</summary>
internal abstract class Expression(int line)
{
    /// <summary>The template's line.</summary>
    public int Line => line;

    /// <summary>Its value, charged to the budget.</summary>
    /// <exception cref="Refusal">It has none.</exception>
    public Value Evaluate(Run run)
    {
        var outer = run.Enter(line);
        var value = Compute(run);
        run.Leave(outer);
        return value;
    }

    /// <summary>Works the value out.</summary>
    protected abstract Value Compute(Run run);
}
