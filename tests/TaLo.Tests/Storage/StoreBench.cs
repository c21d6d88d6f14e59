using TaLo.Storage;
using TaLo.Sweeps;
using TaLo.Tests.Sweeps;

namespace TaLo.Tests.Storage;

/// <summary>A folder for results with one sweep of a few hundred samples in it.</summary>
internal sealed class StoreBench : IDisposable
{
    private readonly FastFolder _folder = new();

    public StoreBench(int samples)
    {
        using (var store = Open())
        {
            SomeRows.AddTo(store, Sweep, Enumerable.Range(0, samples).SelectMany(i => new[]
            {
                SomeRows.Row("task", $"{i}", null, [-0.1 * i, -1, -3], 'B'),
                SomeRows.Row("task", $"{i}", new(1, Models.Module.Ffn), [-0.3 * i, -1, -3], 'B'),
            }));
        }

        Expected = Rows();
        Assert.Equal(2 * samples, Expected.Count(c => c == '\n'));
        Assert.Empty(Messages);
    }

    public StoredSweep Sweep { get; } = SomeRows.Sweep();

    public StoreFolder Files => new(_folder.Path);

    /// <summary>All rows, as they are when nothing is broken.</summary>
    public string Expected { get; }

    public List<string> Messages { get; } = [];

    public ResultStore Open() => new(_folder.Path, Messages.Add);

    public string Rows()
    {
        using var store = Open();
        return Bench.Text(store.Passes(Sweep.Id));
    }

    public void Dispose() => _folder.Dispose();
}
