using TaLo.ChatTemplates.Rendering;

namespace TaLo.ChatTemplates.Values;

/// <summary>What can be called: a function of the renderer, a method bound to its text, a macro.</summary>
internal sealed class FunctionValue(string name, Func<Run, Arguments, Value> body) : Value
{
    public string Name => name;

    public override string Kind => "function";

    public Value Call(Run run, Arguments arguments) => body(run, arguments);
}

/// <summary>What a function, filter or test is called with.</summary>
internal sealed class Arguments(IReadOnlyList<Value> positional, IReadOnlyList<(string Name, Value Value)> named)
{
    public static Arguments None { get; } = new([], []);

    /// <summary>Those without a name.</summary>
    public IReadOnlyList<Value> Positional => positional;

    /// <summary>Those with a name.</summary>
    public IReadOnlyList<(string Name, Value Value)> Named => named;

    /// <summary>Sorts them to parameters; null where one is not given.</summary>
    /// <exception cref="Refusal">There is one too many, or one that the function does not know.</exception>
    public Value?[] Bind(string function, params ReadOnlySpan<string> parameters)
    {
        if (positional.Count > parameters.Length)
            throw new Refusal($"{function} takes at most {parameters.Length} arguments, not {positional.Count}");
        var bound = new Value?[parameters.Length];
        for (var i = 0; i < positional.Count; i++)
            bound[i] = positional[i];
        foreach (var (name, value) in named)
        {
            var index = parameters.IndexOf(name);
            if (index < 0)
                throw new Refusal($"{function} is not supported with '{name}'");
            if (bound[index] is not null)
                throw new Refusal($"{function} got '{name}' twice");
            bound[index] = value;
        }
        return bound;
    }

    /// <summary>All but the first positional ones.</summary>
    public Arguments Skip(int count) => new([.. positional.Skip(count)], named);
}
