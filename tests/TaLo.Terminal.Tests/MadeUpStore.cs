using TaLo.Models;
using TaLo.Scoring;
using TaLo.Storage;
using TaLo.Sweeps;

namespace TaLo.Terminal.Tests;

/// <summary>A store of one made-up sweep: two tasks, four layers, a gain in layer 2 of the first; no model has to run.</summary>
internal static class MadeUpStore
{
    private const int Layers = 4;

    public static StoredSweep Sweep { get; } = new(
        new SweepKey(new string('a', 64), null, new string('b', 64), new string('c', 64), null, "letter", "none", "zero"),
        new SweepFacts("made-up", "none", Layers, "F32", "made-up", "default", DateTimeOffset.UnixEpoch));

    /// <summary>Adds samples to a store.</summary>
    public static void Fill(string folder, IEnumerable<int> samples)
    {
        using var store = new ResultStore(folder);
        store.AddSweep(Sweep);
        foreach (var sample in samples)
            store.Add(Sweep.Id, [.. Enumerable.Range(-1, 1 + Layers).Select(layer => Pass(sample, layer))]);
    }

    /// <summary>Everything in a store, as text.</summary>
    public static IReadOnlyList<string> Rows(string folder)
    {
        using var store = ResultStore.OpenReadOnly(folder);
        return [.. store.Passes(Sweep.Id).Select(p => $"{p} {string.Join(' ', p.LogProbabilities)}")];
    }

    /// <summary>The sweep's journal.</summary>
    public static string Journal(string folder) => new StoreFolder(folder).Journal(Sweep.Id);

    private static ScoredPass Pass(int sample, int layer)
    {
        var right = (sample / 2 % 3 > 0) || (sample % 2 == 0 && layer == 2);
        double[] p = right ? [-0.25 - (0.001 * sample), -1.5] : [-1.5, -0.25 - (0.001 * sample)];
        return new ScoredPass(
            $"task {sample % 2}", null, $"{sample}", "AB", 'A', layer < 0 ? null : new Knockout(layer, Module.Attention), p, right ? 'A' : 'B', p[0] - p[1], 0.5);
    }
}
