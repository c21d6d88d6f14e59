using TaLo.ChatTemplates.Rendering;
using TaLo.ChatTemplates.Values;

namespace TaLo.ChatTemplates.Nodes;

/// <summary><c>{% macro name(parameter, parameter=default) %}</c>: a function whose value is what it writes.</summary>
internal sealed class Macro(
    string name, IReadOnlyList<(string Name, Expression? Default)> parameters, Body body, int line) : Statement(line)
{
    private readonly string[] names = [.. parameters.Select(p => p.Name)];

    protected override Flow Do(Run run)
    {
        run.Budget.Allocate(160);
        var closure = run.Scope;
        run.Scope.Set(name, new FunctionValue(name, (r, arguments) => Call(r, closure, arguments)));
        return Flow.Next;
    }

    private TextValue Call(Run run, Scope closure, Arguments arguments)
    {
        run.Budget.Allocate(64 + (8L * names.Length));
        var given = arguments.Bind($"macro '{name}'", names);
        var (caller, scope) = (run.Scope, run.NewScope(closure));
        run.Scope = scope;
        for (var i = 0; i < names.Length; i++)
            Set(run, i, given[i] ?? new UndefinedValue("parameter '{0}' was not provided", names[i]));
        // A default sees the parameters: those before it with their values, itself and those after it undefined.
        for (var i = 0; i < names.Length; i++)
        {
            if (given[i] is null && parameters[i].Default is { } value)
                Set(run, i, value.Evaluate(run));
        }
        run.Scope = caller;
        return body.Capture(run, scope);
    }

    private void Set(Run run, int parameter, Value value)
    {
        run.Budget.Allocate(160);
        run.Scope.Set(names[parameter], value);
    }
}
