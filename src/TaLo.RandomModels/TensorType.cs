using System.Diagnostics.CodeAnalysis;

namespace TaLo.RandomModels;

/// <summary>The ggml storage types that random weights are made in, with ggml's own numbers.</summary>
[SuppressMessage("Naming", "CA1707", Justification = "ggml's own spelling")]
public enum TensorType
{
    /// <summary>32-bit floats.</summary>
    F32 = 0,

    /// <summary>16-bit floats.</summary>
    F16 = 1,

    /// <summary>Blocks of 32 values: one 16-bit scale and 4 bits a value.</summary>
    Q4_0 = 2,

    /// <summary>Blocks of 32 values: one 16-bit scale and 8 bits a value.</summary>
    Q8_0 = 8,
}
