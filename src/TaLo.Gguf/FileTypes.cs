namespace TaLo.Gguf;

/// <summary>llama.cpp's names for how a model's weights are stored, exactly as <c>llama_ftype_name</c> spells them.</summary>
public static class FileTypes
{
    private static readonly Dictionary<uint, string> Names = new()
    {
        [0] = "all F32",
        [1] = "F16",
        [2] = "Q4_0",
        [3] = "Q4_1",
        [7] = "Q8_0",
        [8] = "Q5_0",
        [9] = "Q5_1",
        [10] = "Q2_K - Medium",
        [11] = "Q3_K - Small",
        [12] = "Q3_K - Medium",
        [13] = "Q3_K - Large",
        [14] = "Q4_K - Small",
        [15] = "Q4_K - Medium",
        [16] = "Q5_K - Small",
        [17] = "Q5_K - Medium",
        [18] = "Q6_K",
        [19] = "IQ2_XXS - 2.0625 bpw",
        [20] = "IQ2_XS - 2.3125 bpw",
        [21] = "Q2_K - Small",
        [22] = "IQ3_XS - 3.3 bpw",
        [23] = "IQ3_XXS - 3.0625 bpw",
        [24] = "IQ1_S - 1.5625 bpw",
        [25] = "IQ4_NL - 4.5 bpw",
        [26] = "IQ3_S - 3.4375 bpw",
        [27] = "IQ3_S mix - 3.66 bpw",
        [28] = "IQ2_S - 2.5 bpw",
        [29] = "IQ2_M - 2.7 bpw",
        [30] = "IQ4_XS - 4.25 bpw",
        [31] = "IQ1_M - 1.75 bpw",
        [32] = "BF16",
        [36] = "TQ1_0 - 1.69 bpw ternary",
        [37] = "TQ2_0 - 2.06 bpw ternary",
        [38] = "MXFP4 MoE",
        [39] = "NVFP4",
        [40] = "Q1_0",
        [41] = "Q2_0",
    };

    /// <summary>What llama.cpp takes a file for whose most frequent tensor type is this one, where they differ.</summary>
    private static readonly Dictionary<GgmlType, uint> Guesses = new()
    {
        [GgmlType.Q3_K] = 12,
        [GgmlType.Q4_K] = 15,
        [GgmlType.Q5_K] = 17,
    };

    /// <summary>The <c>general.file_type</c> of a file whose matrices are of one type.</summary>
    public static uint Of(GgmlType type) => Names.First(n => n.Value.Split(' ')[^1] == type.ToString()).Key;

    /// <summary>The name of a <c>general.file_type</c>.</summary>
    public static string Name(uint fileType) => Names.GetValueOrDefault(fileType, "unknown, may not work");

    /// <summary>The name for a file without <c>general.file_type</c>, guessed from its tensors as llama.cpp does.</summary>
    public static string Guess(IEnumerable<GgufTensor> tensors)
    {
        var type = tensors.CountBy(tensor => tensor.Type)
            .Aggregate(
                (Type: GgmlType.F32, Count: 0),
                (most, next) => next.Value > most.Count ? (next.Key, next.Value) : most)
            .Type;
        return "(guessed) " + (Guesses.TryGetValue(type, out var fileType) ? Names[fileType] : Named(type));
    }

    private static string Named(GgmlType type) =>
        Names.Values.FirstOrDefault(name => name.Split(' ')[0] == type.ToString(), Names[0]);
}
