using TaLo.ChatTemplates.Library;
using TaLo.ChatTemplates.Rendering;
using TaLo.ChatTemplates.Values;

namespace TaLo.ChatTemplates.Nodes;

/// <summary>What stands between the parentheses of a call.</summary>
internal sealed class ArgumentList(IReadOnlyList<Expression> positional, IReadOnlyList<(string Name, Expression Value)> named)
{
    public static ArgumentList Empty { get; } = new([], []);

    public Arguments Evaluate(Run run)
    {
        if (positional.Count + named.Count == 0)
            return Arguments.None;
        run.Budget.Allocate(96 + (32L * (positional.Count + named.Count)));
        var values = new Value[positional.Count];
        for (var i = 0; i < values.Length; i++)
            values[i] = positional[i].Evaluate(run);
        var namedValues = new (string, Value)[named.Count];
        for (var i = 0; i < namedValues.Length; i++)
            namedValues[i] = (named[i].Name, named[i].Value.Evaluate(run));
        return new Arguments(values, namedValues);
    }
}

/// <summary><c>function(arguments)</c></summary>
internal sealed class Call(Expression function, ArgumentList arguments, int line) : Expression(line)
{
    protected override Value Compute(Run run) => function.Evaluate(run) switch
    {
        FunctionValue callable => callable.Call(run, arguments.Evaluate(run)),
        UndefinedValue undefined => throw new Refusal(undefined.Problem),
        var value => throw new Refusal($"'{value.Kind}' object is not callable"),
    };
}

/// <summary><c>value | filter(arguments)</c></summary>
internal sealed class FilterCall(Expression subject, string name, ArgumentList arguments, int line) : Expression(line)
{
    protected override Value Compute(Run run) => Filters.Apply(run, name, subject.Evaluate(run), arguments.Evaluate(run));
}

/// <summary><c>value is test(arguments)</c></summary>
internal sealed class TestCall(Expression subject, string name, ArgumentList arguments, int line) : Expression(line)
{
    protected override Value Compute(Run run) =>
        BoolValue.Of(Tests.Holds(run, name, subject.Evaluate(run), arguments.Evaluate(run)));
}
