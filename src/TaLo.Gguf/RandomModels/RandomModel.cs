namespace TaLo.Gguf.RandomModels;

/// <summary>Makes decoders with random weights that llama.cpp loads and runs.</summary>
public static class RandomModel
{
    /// <summary>Writes a model file; the same shape and seed give the same bytes.</summary>
    /// <param name="path">The GGUF file to write; one that exists is replaced.</param>
    /// <param name="shape">The model's shape.</param>
    /// <param name="seed">Chooses the weights.</param>
    /// <exception cref="ArgumentException">The vocabulary is too small, or a matrix fits no whole blocks.</exception>
    public static void Write(string path, DecoderShape shape, int seed)
    {
        var writer = new GgufWriter();
        DecoderKeys.Write(writer, shape, $"random {shape.Architecture} {seed}");
        foreach (var tensor in DecoderTensors.Of(shape))
            writer.AddTensor(tensor.Name, tensor.Type, tensor.Dimensions, RandomFill.Of(tensor, seed));
        writer.Write(path);
    }
}
