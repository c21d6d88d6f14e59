namespace TaLo.RandomModels;

/// <summary>How many bytes the values of a <see cref="TensorType"/> take.</summary>
internal static class TensorTypeSizes
{
    /// <summary>Values in one block, the smallest unit that is stored.</summary>
    public static int ValuesPerBlock(this TensorType type) => type is TensorType.Q4_0 or TensorType.Q8_0 ? 32 : 1;

    /// <summary>Bytes in one block.</summary>
    public static int BytesPerBlock(this TensorType type) => type switch
    {
        TensorType.F32 => 4,
        TensorType.F16 => 2,
        TensorType.Q4_0 => 18,
        TensorType.Q8_0 => 34,
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "not a type that can be written"),
    };

    /// <summary>llama.cpp's number for a file whose matrices are mostly of this type.</summary>
    public static uint FileType(this TensorType type) => type switch
    {
        TensorType.F32 => 0,
        TensorType.F16 => 1,
        TensorType.Q4_0 => 2,
        TensorType.Q8_0 => 7,
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "not a type that can be written"),
    };
}
