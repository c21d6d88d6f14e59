using TaLo.LlamaCpp.Native;

namespace TaLo.LlamaCpp.Graph;

/// <summary>The values of 32-bit tensors, out of and into whatever memory they lie in.</summary>
internal static unsafe class TensorValues
{
    /// <summary>Copies a computed tensor's values.</summary>
    public static float[] Of(GgmlTensor* tensor)
    {
        var values = new float[(int)(Ggml.ByteCount(tensor) / sizeof(float))];
        fixed (float* p = values)
            Ggml.TensorGet(tensor, p, 0, (nuint)values.Length * sizeof(float));
        return values;
    }

    /// <summary>Puts values into a tensor.</summary>
    /// <exception cref="ResumeException">It has room for another number of them.</exception>
    public static void Put(GgmlTensor* tensor, float[] values)
    {
        if (Ggml.ByteCount(tensor) != (nuint)values.Length * sizeof(float))
            throw new ResumeException($"'{tensor->NameText}' has another size than in the pass before");
        fixed (float* p = values)
            Ggml.TensorSet(tensor, p, 0, (nuint)values.Length * sizeof(float));
    }
}
