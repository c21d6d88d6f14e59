namespace TaLo.Gguf.RandomModels;

/// <summary>One tensor of random values.</summary>
/// <param name="Name">The tensor's name in the file.</param>
/// <param name="Type">How it is stored.</param>
/// <param name="Dimensions">Values along each dimension, fastest first.</param>
/// <param name="Mean">Mean of the values; 0 in quantised types.</param>
/// <param name="Deviation">Standard deviation of the values.</param>
internal sealed record TensorSpec(
    string Name,
    GgmlType Type,
    IReadOnlyList<long> Dimensions,
    double Mean,
    double Deviation);
