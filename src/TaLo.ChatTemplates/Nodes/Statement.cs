using TaLo.ChatTemplates.Rendering;
using TaLo.ChatTemplates.Values;

namespace TaLo.ChatTemplates.Nodes;

/// <summary>What comes after a statement.</summary>
internal enum Flow
{
    /// <summary>The next one.</summary>
    Next,

    /// <summary>The loop's next round.</summary>
    Continue,

    /// <summary>The end of the loop.</summary>
    Break,
}

/// <summary>Something that writes or sets. Statements keep nothing between renderings.</summary>
internal abstract class Statement(int line)
{
    /// <summary>Does it, charged to the budget.</summary>
    /// <exception cref="Refusal">It cannot be done.</exception>
    public Flow Execute(Run run)
    {
        var outer = run.Enter(line);
        var flow = Do(run);
        run.Leave(outer);
        return flow;
    }

    /// <summary>Does it.</summary>
    protected abstract Flow Do(Run run);
}

/// <summary>Statements one after the other.</summary>
internal sealed class Body(IReadOnlyList<Statement> statements)
{
    public static Body Empty { get; } = new([]);

    public Flow Execute(Run run)
    {
        foreach (var statement in statements)
        {
            if (statement.Execute(run) is not Flow.Next and var flow)
                return flow;
        }
        return Flow.Next;
    }

    /// <summary>What they write, with what they set forgotten afterwards.</summary>
    public TextValue Capture(Run run, Scope scope) => run.Capture(scope, r => Execute(r));
}
