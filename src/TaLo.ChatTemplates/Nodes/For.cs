using TaLo.ChatTemplates.Rendering;
using TaLo.ChatTemplates.Values;

namespace TaLo.ChatTemplates.Nodes;

/// <summary><c>{% for target in items if condition %}</c>; every round has a scope of its own.</summary>
internal sealed class For(Target target, Expression items, Expression? condition, Body body, Body otherwise, int line) : Statement(line)
{
    protected override Flow Do(Run run)
    {
        var outer = run.Scope;
        var values = Iteration.Items(items.Evaluate(run), run.Budget);
        if (condition is not null)
            values = Matching(run, outer, values, condition);
        run.Budget.Allocate(64);
        var loop = new LoopValue(values);
        var hasRoundToEnd = false;
        for (; loop.Index < values.Count; loop.Index++)
        {
            run.Budget.Step();
            run.Scope = run.NewScope(outer);
            target.Assign(run, values[loop.Index]);
            run.Scope.Set("loop", loop);
            var flow = body.Execute(run);
            hasRoundToEnd |= flow == Flow.Next;
            if (flow == Flow.Break)
                break;
        }
        // Jinja does not ask whether there were items, but whether a round came to its end.
        if (!hasRoundToEnd)
        {
            run.Scope = run.NewScope(outer);
            otherwise.Execute(run);
        }
        run.Scope = outer;
        return Flow.Next;
    }

    private List<Value> Matching(Run run, Scope outer, IReadOnlyList<Value> values, Expression condition)
    {
        Iteration.ChargeItems(values.Count, run.Budget);
        var matching = new List<Value>();
        foreach (var value in values)
        {
            run.Scope = run.NewScope(outer);
            target.Assign(run, value);
            if (condition.Evaluate(run).IsTrue)
                matching.Add(value);
        }
        return matching;
    }
}

/// <summary><c>{% break %}</c> or <c>{% continue %}</c></summary>
internal sealed class Jump(Flow flow, int line) : Statement(line)
{
    protected override Flow Do(Run run) => flow;
}
