using TaLo.ChatTemplates.Rendering;
using TaLo.ChatTemplates.Values;

namespace TaLo.ChatTemplates.Nodes;

/// <summary><c>a.name</c></summary>
internal sealed class AttributeAccess(Expression subject, string name, int line) : Expression(line)
{
    protected override Value Compute(Run run) => Access.Attribute(subject.Evaluate(run), name, run.Budget);
}

/// <summary><c>a[key]</c></summary>
internal sealed class ItemAccess(Expression subject, Expression key, int line) : Expression(line)
{
    protected override Value Compute(Run run) => Access.Item(subject.Evaluate(run), key.Evaluate(run), run.Budget);
}

/// <summary><c>a[start:stop:step]</c></summary>
internal sealed class SliceAccess(Expression subject, Expression? start, Expression? stop, Expression? step, int line) : Expression(line)
{
    protected override Value Compute(Run run)
    {
        var value = subject.Evaluate(run);
        return Access.Slice(value, SliceIndices.From(start?.Evaluate(run), stop?.Evaluate(run), step?.Evaluate(run)), run.Budget);
    }
}
