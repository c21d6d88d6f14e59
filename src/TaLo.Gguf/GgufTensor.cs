namespace TaLo.Gguf;

/// <summary>Where one tensor lies in the file and how it is stored.</summary>
/// <param name="Name">The tensor's name, for example <c>blk.7.ffn_up.weight</c>.</param>
/// <param name="Dimensions">Values along each dimension, fastest first; up to 4.</param>
/// <param name="Type">How the values are stored.</param>
/// <param name="Offset">Where its data begins, in bytes from the start of the file.</param>
/// <param name="ByteCount">Bytes of data.</param>
public sealed record GgufTensor(
    string Name,
    IReadOnlyList<long> Dimensions,
    GgmlType Type,
    long Offset,
    long ByteCount)
{
    /// <summary>How many values it holds.</summary>
    public long ElementCount => Dimensions.Aggregate(1L, (product, dimension) => product * dimension);
}
