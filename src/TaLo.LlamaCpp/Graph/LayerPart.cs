namespace TaLo.LlamaCpp.Graph;

/// <summary>What a graph node is to its layer.</summary>
/// <param name="Block">The block that it serves: 0 attention, 1 ffn; null for nodes of neither.</param>
/// <param name="TrunkOperand">Of the addition where the block joins the residual trunk: which of its two operands is the trunk; null for every other node.</param>
internal readonly record struct LayerPart(int? Block, int? TrunkOperand);
