using TaLo.ChatTemplates.Rendering;
using TaLo.ChatTemplates.Values;

namespace TaLo.ChatTemplates.Library;

/// <summary>The methods of lists and tuples that change nothing; transformers allows a template no others.</summary>
internal static class SequenceMethods
{
    /// <summary>The method of that name, bound to a sequence, or null.</summary>
    public static FunctionValue? Find(SequenceValue sequence, string name) => name switch
    {
        "index" => new(name, (run, a) => IntValue.Of(Index(sequence, Sequences.Required(a, name), run.Budget))),
        "count" => new(name, (run, a) => IntValue.Of(Count(sequence, Sequences.Required(a, name), run.Budget))),
        _ => null,
    };

    private static int Index(SequenceValue sequence, Value item, Budget budget)
    {
        for (var i = 0; i < sequence.Items.Count; i++)
        {
            if (Comparison.AreEqual(sequence.Items[i], item, budget))
                return i;
        }
        throw new Refusal($"the item is not in the {sequence.Kind}");
    }

    private static int Count(SequenceValue sequence, Value item, Budget budget) =>
        sequence.Items.Count(other => Comparison.AreEqual(other, item, budget));
}
