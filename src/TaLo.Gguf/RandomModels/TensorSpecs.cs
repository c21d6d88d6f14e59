namespace TaLo.Gguf.RandomModels;

/// <summary>Collects the tensors of a model, scaled so that activations neither vanish nor explode.</summary>
/// <param name="weightType">How matrices are stored whose rows are whole blocks; everything else is F32.</param>
internal sealed class TensorSpecs(GgmlType weightType)
{
    private const double BiasDeviation = 0.2;
    private const double NormDeviation = 0.1;

    private readonly List<TensorSpec> all = [];

    public IReadOnlyList<TensorSpec> All => all;

    /// <summary>A matrix whose products have about <paramref name="gain"/> times the size of what goes in.</summary>
    public void Matrix(string name, long inputs, long outputs, double gain = 1) =>
        Add(name, [inputs, outputs], gain / Math.Sqrt(inputs));

    /// <summary>A table of rows to look up, each value of the given size.</summary>
    public void Table(string name, long width, long rows, double deviation) =>
        Add(name, [width, rows], deviation);

    /// <summary>A convolution that turns square patches of three colours into vectors.</summary>
    public void Patches(string name, long side, long outputs, double gain = 1) =>
        all.Add(new TensorSpec(name, GgmlType.F32, [side, side, 3, outputs], 0, gain / Math.Sqrt(3 * side * side)));

    /// <summary>A matrix that the engine transposes, which it can only do with floats.</summary>
    public void Float(string name, long width, long rows, double deviation) =>
        all.Add(new TensorSpec(name, GgmlType.F32, [width, rows], 0, deviation));

    public void Bias(string name, long size) => Vector(name, size, 0, BiasDeviation);

    public void Norm(string name, long size, double mean = 1) => Vector(name, size, mean, NormDeviation * mean);

    /// <summary>A layer norm: weight and bias.</summary>
    public void LayerNorm(string name, long size)
    {
        Norm($"{name}.weight", size);
        Vector($"{name}.bias", size, 0, NormDeviation);
    }

    /// <summary>A linear layer: weight and bias.</summary>
    public void Linear(string name, long inputs, long outputs, double gain = 1)
    {
        Matrix($"{name}.weight", inputs, outputs, gain);
        Bias($"{name}.bias", outputs);
    }

    private void Vector(string name, long size, double mean, double deviation) =>
        all.Add(new TensorSpec(name, GgmlType.F32, [size], mean, deviation));

    private void Add(string name, long[] dimensions, double deviation)
    {
        var type = dimensions[0] % weightType.ValuesPerBlock() == 0 ? weightType : GgmlType.F32;
        all.Add(new TensorSpec(name, type, dimensions, 0, deviation));
    }
}
