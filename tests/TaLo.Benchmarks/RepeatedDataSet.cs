using System.Globalization;
using TaLo.Tasks;

namespace TaLo.Benchmarks;

/// <summary>A data set as often as needed: its samples again under new indices.</summary>
internal sealed class RepeatedDataSet(IDataSet inner, int count) : IDataSet
{
    public string Name => inner.Name;

    public string Fingerprint => inner.Fingerprint;

    public IReadOnlyList<SampleRef> Samples { get; } =
    [
        .. Enumerable.Range(0, count).Select(i =>
            inner.Samples[i % inner.Samples.Count] with { Index = i.ToString(CultureInfo.InvariantCulture) }),
    ];

    public VqaSample Load(SampleRef sample)
    {
        var number = int.Parse(sample.Index, CultureInfo.InvariantCulture);
        return inner.Load(inner.Samples[number % inner.Samples.Count]) with { Index = sample.Index };
    }

    public void Dispose() => inner.Dispose();
}
