using TaLo.Models;

namespace TaLo.LlamaCpp.Graph;

/// <summary>The block that knockouts repeat.</summary>
/// <param name="First">Its first layer.</param>
/// <param name="Last">Its last layer.</param>
/// <param name="Times">How often it runs.</param>
internal readonly record struct RepeatedBlock(int First, int Last, int Times)
{
    /// <summary>The block that is repeated, or null where none is.</summary>
    /// <exception cref="ModelException">It cannot be, or several are.</exception>
    public static RepeatedBlock? Of(IReadOnlyList<Knockout> knockouts)
    {
        RepeatedBlock? block = null;
        Knockout? late = null;
        foreach (var knockout in knockouts)
        {
            if (knockout.Kind.Scope == Scope.Answer)
                late = knockout;
            if (knockout.Kind.Intervention != Intervention.Repeat)
                continue;
            if (block is not null)
                throw new ModelException($"{knockout}: only one block can be repeated at a time");
            if (knockout.Layer == 0)
                throw new ModelException($"{knockout}: layer 0 cannot be repeated: a run starts again behind the layer before its block");
            if (knockout.Kind.Scope != Scope.All)
                throw new ModelException($"{knockout}: a block is repeated at all positions: its second run has read no prompt that the base model read");
            block = new RepeatedBlock(knockout.Layer, knockout.LastLayer, knockout.Kind.Times);
        }
        return block is null || late is null ? block
            : throw new ModelException($"{late}: beside a repeated block, knockouts are in force at all positions");
    }
}
