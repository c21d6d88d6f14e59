namespace TaLo.Gguf;

/// <summary>
/// Writes the next bytes of a tensor. Called again and again, in order, until the tensor is complete; every span holds
/// a whole number of blocks.
/// </summary>
/// <param name="target">The bytes to write, all of them.</param>
public delegate void TensorFill(Span<byte> target);
