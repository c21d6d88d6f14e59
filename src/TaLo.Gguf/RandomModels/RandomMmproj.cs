namespace TaLo.Gguf.RandomModels;

/// <summary>Makes vision encoders with projectors (mmproj files) with random weights that libmtmd loads and runs.</summary>
public static class RandomMmproj
{
    /// <summary>Writes an mmproj file for a decoder; the same shapes and seed give the same bytes.</summary>
    /// <param name="path">The GGUF file to write; one that exists is replaced.</param>
    /// <param name="shape">The encoder's shape.</param>
    /// <param name="text">The decoder that the image tokens are for.</param>
    /// <param name="seed">Chooses the weights.</param>
    /// <exception cref="ArgumentException">The projector type is not one that is known here.</exception>
    public static void Write(string path, VisionShape shape, DecoderShape text, int seed)
    {
        var writer = new GgufWriter();
        VisionKeys.Write(writer, shape, text, $"random {shape.Projector} {seed}");
        foreach (var tensor in VisionTensors.Of(shape, text))
            writer.AddTensor(tensor.Name, tensor.Type, tensor.Dimensions, RandomFill.Of(tensor, seed));
        writer.Write(path);
    }
}
