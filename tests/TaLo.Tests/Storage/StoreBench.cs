using TaLo.Storage;
using TaLo.Sweeps;
using TaLo.Tests.Sweeps;

namespace TaLo.Tests.Storage;

/// <summary>A folder for results with one sweep of a few hundred samples in it.</summary>
internal sealed class StoreBench : IDisposable
{
    private readonly FastFolder _folder = new();
    private int _next;

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

        _next = samples;
        Expected = Rows();
        Assert.Equal(2 * samples, Expected.Count(c => c == '\n'));
        Assert.Empty(Messages);
    }

    public StoredSweep Sweep { get; } = SomeRows.Sweep();

    public StoreFolder Files => new(_folder.Path);

    /// <summary>The sweep's journal.</summary>
    public string Journal => Files.Journal(Sweep.Id);

    /// <summary>All rows, as they are when nothing is broken.</summary>
    public string Expected { get; }

    public List<string> Messages { get; } = [];

    /// <summary>Changes a part of one of the journal's lines, the first where it occurs several times.</summary>
    public void Damage(int line, string part, string damaged)
    {
        var lines = File.ReadAllLines(Journal);
        var at = lines[line].IndexOf(part, StringComparison.Ordinal);
        Assert.True(at >= 0);
        lines[line] = lines[line][..at] + damaged + lines[line][(at + part.Length)..];
        File.WriteAllText(Journal, string.Concat(lines.Select(l => l + "\n")));
    }

    /// <summary>Stores another sample.</summary>
    public void AddSample()
    {
        using var store = Open();
        store.Add(Sweep.Id, [SomeRows.Row("task", $"{_next++}", null, [-1, -2], 'A')]);
    }

    public ResultStore Open() => new(_folder.Path, Messages.Add);

    public string Rows()
    {
        using var store = Open();
        return Bench.Text(store.Passes(Sweep.Id));
    }

    public void Dispose() => _folder.Dispose();
}
