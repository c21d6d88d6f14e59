using System.Globalization;
using TaLo.Models;
using TaLo.Scoring;
using TaLo.Storage;
using TaLo.Sweeps;

namespace TaLo.Benchmarks;

/// <summary>A store as large as wanted, of made-up sweeps: 8 tasks, 24 layers' attention, a gain in one layer of every other task.</summary>
internal static class LargeStore
{
    private const int Layers = 24;
    private const int PassesPerSample = 1 + Layers;
    private const int Tasks = 8;
    private const string Letters = "ABCD";

    /// <summary>The id of the first sweep.</summary>
    public static string FirstSweep => Sweep(0).Id;

    /// <summary>Fills a store.</summary>
    /// <param name="folder">Where; what is there already stays.</param>
    /// <param name="sweeps">How many sweeps.</param>
    /// <param name="passes">Passes of all sweeps together.</param>
    public static void Make(string folder, int sweeps, int passes)
    {
        using var store = new ResultStore(folder, Console.Error.WriteLine);
        for (var s = 0; s < sweeps; s++)
        {
            var sweep = Sweep(s);
            var random = new Random(s);
            store.AddSweep(sweep);
            for (var i = 0; i < passes / sweeps / PassesPerSample; i++)
                store.Add(sweep.Id, Sample(i, random));
        }
    }

    private static StoredSweep Sweep(int number)
    {
        var key = new SweepKey(Fingerprint($"model {number}"), null, Fingerprint("data"), Fingerprint("prompt"), null, "letter", "none", "zero");
        var facts = new SweepFacts(
            $"made-up {number}", "none", Layers, "F32", "made-up", "default", DateTimeOffset.UnixEpoch.AddDays(number), DataSetPath: "/none/made-up.tsv");
        return new StoredSweep(key, facts);
    }

    private static string Fingerprint(string of) => SweepKey.Fingerprint(of)!;

    private static List<ScoredPass> Sample(int number, Random random)
    {
        var answer = random.Next(Letters.Length);
        // The samples of a task differ in how hard they are, the layers little.
        var hard = (2 * random.NextSingle()) - 0.9f;
        return [.. Enumerable.Range(-1, PassesPerSample).Select(layer => Pass(number, layer, answer, hard, random))];
    }

    private static ScoredPass Pass(int number, int layer, int answer, float hard, Random random)
    {
        var task = number % Tasks;
        var gain = hard + (task % 2 == 0 && layer == 7 ? 1.5f : 0);
        var logits = Letters.Select((_, i) => (0.3f * random.NextSingle()) + (i == answer ? gain : 0)).ToArray();
        var sum = Math.Log(logits.Sum(l => Math.Exp((double)l)));
        return new ScoredPass(
            $"task {task}", $"group {task / 4}", number.ToString(CultureInfo.InvariantCulture), Letters, Letters[answer],
            layer < 0 ? null : new Knockout(layer, Module.Attention),
            [.. logits.Select(l => l - sum)], Letters[Array.IndexOf(logits, logits.Max())],
            (double)logits[answer] - logits.Where((_, i) => i != answer).Max(), 0.9 + (0.1 * random.NextDouble()));
    }
}
