using TaLo.ChatTemplates.Rendering;

namespace TaLo.ChatTemplates.Nodes;

/// <summary><c>{% if %}</c>, <c>{% elif %}</c>, <c>{% else %}</c></summary>
internal sealed class If(IReadOnlyList<(Expression Condition, Body Then)> branches, Body otherwise, int line) : Statement(line)
{
    protected override Flow Do(Run run)
    {
        foreach (var (condition, then) in branches)
        {
            if (condition.Evaluate(run).IsTrue)
                return then.Execute(run);
        }
        return otherwise.Execute(run);
    }
}
