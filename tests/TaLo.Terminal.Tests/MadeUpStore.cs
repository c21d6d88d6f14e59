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

    /// <summary>The same of another quantisation, whose gain is in layer 1.</summary>
    public static StoredSweep Coarser { get; } = new(
        Sweep.Key with { ModelFingerprint = new string('d', 64) }, Sweep.Facts with { Quantization = "Q4_0", Created = DateTimeOffset.UnixEpoch.AddDays(1) });

    /// <summary>Adds samples to a store.</summary>
    public static void Fill(string folder, IEnumerable<int> samples) => Fill(folder, Sweep, samples, gain: 2);

    /// <summary>Adds samples of the coarser one.</summary>
    public static void FillCoarser(string folder, IEnumerable<int> samples) => Fill(folder, Coarser, samples, gain: 1);

    private static void Fill(string folder, StoredSweep sweep, IEnumerable<int> samples, int gain)
    {
        using var store = new ResultStore(folder);
        store.AddSweep(sweep);
        foreach (var sample in samples)
            store.Add(sweep.Id, [.. Enumerable.Range(-1, 1 + Layers).Select(layer => Pass(sample, layer, gain))]);
    }

    /// <summary>Everything in a store, as text.</summary>
    public static IReadOnlyList<string> Rows(string folder)
    {
        using var store = ResultStore.OpenReadOnly(folder);
        return [.. store.Passes(Sweep.Id).Select(p => $"{p} {string.Join(' ', p.LogProbabilities)}")];
    }

    /// <summary>The sweep's journal.</summary>
    public static string Journal(string folder) => new StoreFolder(folder).Journal(Sweep.Id);

    private static ScoredPass Pass(int sample, int layer, int gain)
    {
        var right = (sample / 2 % 3 > 0) || (sample % 2 == 0 && layer == gain);
        double[] p = right ? [-0.25 - (0.001 * sample), -1.5] : [-1.5, -0.25 - (0.001 * sample)];
        return new ScoredPass(
            $"task {sample % 2}", null, $"{sample}", "AB", 'A', layer < 0 ? null : new Knockout(layer, Module.Attention), p, right ? 'A' : 'B', p[0] - p[1], 0.5);
    }
}
