using TaLo.ChatTemplates.Library;
using TaLo.ChatTemplates.Rendering;
using TaLo.ChatTemplates.Values;

namespace TaLo.ChatTemplates.Nodes;

/// <summary>What a value is given to.</summary>
internal abstract class Target
{
    /// <exception cref="Refusal">The value does not fit.</exception>
    public abstract void Assign(Run run, Value value);
}

/// <summary>A variable of the scope at hand.</summary>
internal sealed class NameTarget(string name) : Target
{
    public override void Assign(Run run, Value value)
    {
        run.Budget.Allocate(64);
        run.Scope.Set(name, value);
    }
}

/// <summary>An attribute of a namespace.</summary>
internal sealed class AttributeTarget(string name, string attribute) : Target
{
    public override void Assign(Run run, Value value)
    {
        if (run.Scope.Find(name, run.Budget) is not NamespaceValue space)
            throw new Refusal("cannot assign attribute on non-namespace object");
        space.Set(attribute, value, run.Budget);
    }
}

/// <summary>Several targets for as many items.</summary>
internal sealed class TupleTarget(IReadOnlyList<Target> targets) : Target
{
    public override void Assign(Run run, Value value)
    {
        var items = Iteration.Items(value, run.Budget);
        if (items.Count != targets.Count)
            throw new Refusal($"{items.Count} items cannot be given to {targets.Count} variables");
        for (var i = 0; i < targets.Count; i++)
            targets[i].Assign(run, items[i]);
    }
}

/// <summary><c>{% set target = value %}</c></summary>
internal sealed class Set(Target target, Expression value, int line) : Statement(line)
{
    protected override Flow Do(Run run)
    {
        target.Assign(run, value.Evaluate(run));
        return Flow.Next;
    }
}

/// <summary><c>{% set target | filter %}…{% endset %}</c></summary>
internal sealed class SetBlock(
    Target target, IReadOnlyList<(string Name, ArgumentList Arguments)> filters, Body body, int line) : Statement(line)
{
    protected override Flow Do(Run run)
    {
        Value value = body.Capture(run, run.NewScope(run.Scope));
        foreach (var (name, arguments) in filters)
            value = Filters.Apply(run, name, value, arguments.Evaluate(run));
        target.Assign(run, value);
        return Flow.Next;
    }
}
