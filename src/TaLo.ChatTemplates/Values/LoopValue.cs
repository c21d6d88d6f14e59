using TaLo.ChatTemplates.Rendering;

namespace TaLo.ChatTemplates.Values;

/// <summary>The variable <c>loop</c>.</summary>
internal sealed class LoopValue(IReadOnlyList<Value> items) : Value
{
    private IReadOnlyList<Value>? lastChanged;

    /// <summary>The round, from 0.</summary>
    public int Index { get; set; }

    public override string Kind => "LoopContext";

    public Value? Find(string name) => name switch
    {
        "index" => IntValue.Of(Index + 1),
        "index0" => IntValue.Of(Index),
        "revindex" => IntValue.Of(items.Count - Index),
        "revindex0" => IntValue.Of(items.Count - Index - 1),
        "first" => BoolValue.Of(Index == 0),
        "last" => BoolValue.Of(Index == items.Count - 1),
        "length" => IntValue.Of(items.Count),
        "depth" => IntValue.Of(1),
        "depth0" => IntValue.Of(0),
        "previtem" => Index > 0 ? items[Index - 1] : new UndefinedValue("there is no previous item"),
        "nextitem" => Index < items.Count - 1 ? items[Index + 1] : new UndefinedValue("there is no next item"),
        "cycle" => new FunctionValue(name, (_, a) => a.Positional.Count > 0
            ? a.Positional[Index % a.Positional.Count]
            : throw new Refusal("no items for cycling given")),
        "changed" => new FunctionValue(name, HasChanged),
        _ => null,
    };

    private BoolValue HasChanged(Run run, Arguments arguments)
    {
        var before = lastChanged;
        lastChanged = arguments.Positional;
        return BoolValue.Of(before is null
            || !Comparison.AreEqual(new TupleValue(before), new TupleValue(lastChanged), run.Budget));
    }
}
