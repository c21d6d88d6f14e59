using TaLo.Tasks;

namespace TaLo.Tests.Sweeps;

/// <summary>A data set of the same fingerprint whose images are not the same.</summary>
internal sealed class OtherImages(IDataSet inner) : IDataSet
{
    public string Name => inner.Name;

    public string Fingerprint => inner.Fingerprint;

    public IReadOnlyList<SampleRef> Samples => inner.Samples;

    public VqaSample Load(SampleRef sample)
    {
        var read = inner.Load(sample);
        return read with { Question = read.Question with { Images = [new ReadOnlyMemory<byte>([255, 254])] } };
    }

    public void Dispose() => inner.Dispose();
}
