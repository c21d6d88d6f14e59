using System.Text.Json;
using TaLo.LlamaCpp;
using TaLo.Models;

namespace TaLo.Benchmarks;

/// <summary>
/// How near a sweep of minimal pairs, scored as texts side by side, comes to what the model's speed with one long text allows. A layer's
/// attention in turn, from the middle: of a base pass, the layers from there on.
/// </summary>
internal static class ChoiceBenchmark
{
    private const int LongText = 512;

    /// <summary>Measures and prints medians.</summary>
    /// <param name="path">The model.</param>
    /// <param name="data">A folder of BLiMP's files; pairs are taken from each in turn.</param>
    /// <param name="count">How many pairs.</param>
    /// <param name="rounds">Rounds after a warm-up.</param>
    /// <param name="threads">Of the processor.</param>
    public static void Run(string path, string data, int count, int rounds, int threads)
    {
        using var model = LlamaVisionModel.Load(new ModelOptions { ModelPath = path, Device = "cpu", Threads = threads, ContextLength = 1024 });
        var pairs = Pairs(data, count);
        var pack = pairs.ConvertAll(p => model.EncodeContinuations([new("", p.Good), new("", p.Bad)], []));
        var packs = Packs(pack, model.PackSize);
        var text = string.Concat(model.Tokenize(string.Join(' ', Pairs(data, LongText).Select(p => p.Good))).Take(LongText).Select(model.TokenText));
        using var prompt = model.Encode(text, []);
        using var scored = model.EncodeContinuations([new("", text)], []);
        var (tokens, layers) = (pack.Sum(p => p.TokenCount), model.Facts.LayerCount);
        var (read, whole, once, sweep) = (new List<double>(), new List<double>(), new List<double>(), new List<double>());
        for (var round = 0; round <= rounds; round++)
        {
            read.Add(Figures.Seconds(() => _ = model.Logits(prompt, [])[0]) / prompt.TokenCount);
            whole.Add(Figures.Seconds(() => _ = model.LogProbabilities([scored], [])) / scored.TokenCount);
            // The same pack's passes follow each other, the base model's first, as a sweep has them.
            var (first, rest) = (0.0, 0.0);
            foreach (var one in packs)
            {
                first += Figures.Seconds(() => _ = model.LogProbabilities(one, []));
                for (var l = 0; l < layers && round > 0; l++)
                    rest += Figures.Seconds(() => _ = model.LogProbabilities(one, [new Knockout(l, Module.Attention)]));
            }
            once.Add(first / tokens);
            sweep.Add((first + rest) / tokens);
        }
        pack.ForEach(p => p.Dispose());

        double Typical(List<double> seconds) => Figures.Median(seconds.Skip(1));
        // A pass from the middle computes the layers from its own on, and for every token what all words' probabilities are.
        var (token, vocabulary) = (Typical(read), Typical(whole) - Typical(read));
        var shares = 1 + (layers + 1) / 2.0;
        Console.WriteLine(FormattableString.Invariant($"{Path.GetFileName(path)}, {threads} threads; {pairs.Count} pairs, {(double)tokens / pairs.Count:0.0} tokens each, in {packs.Count} packs; {rounds} rounds"));
        Console.WriteLine(FormattableString.Invariant($"one text of {prompt.TokenCount} tokens, read: {1 / token:0} tokens/s; every token scored: {1 / Typical(whole):0} tokens/s"));
        Console.WriteLine(FormattableString.Invariant($"pairs, base model: {1 / Typical(once):0} tokens/s, {pairs.Count / (Typical(once) * tokens):0.0} pairs/s, {Typical(whole) / Typical(once):0.00} of the scored text's speed"));
        Console.WriteLine(FormattableString.Invariant($"pairs, base model and {layers} layers: {pairs.Count / (Typical(sweep) * tokens):0.000} pairs/s, {pairs.Count * (layers + 1) / (Typical(sweep) * tokens):0.0} passes/s"));
        Console.WriteLine(FormattableString.Invariant($"of what the text read allows ({shares:0.0} passes): {shares * token / Typical(sweep):0.00}; with the words' probabilities for each of {layers + 1} passes: {(shares * token + (layers + 1) * vocabulary) / Typical(sweep):0.00}"));
    }

    private static List<(string Good, string Bad)> Pairs(string folder, int count)
    {
        var files = Directory.GetFiles(folder, "*.jsonl").Order(StringComparer.Ordinal).Select(File.ReadAllLines).ToList();
        return [.. Enumerable.Range(0, count).Select(i => JsonDocument.Parse(files[i % files.Count][i / files.Count]).RootElement)
            .Select(pair => (pair.GetProperty("sentence_good").GetString()!, pair.GetProperty("sentence_bad").GetString()!))];
    }

    private static List<List<IEncodedContinuations>> Packs(List<IEncodedContinuations> samples, PackSize size)
    {
        var packs = new List<List<IEncodedContinuations>> { new() };
        foreach (var sample in samples)
        {
            if (!size.Fits(packs[^1], sample))
                packs.Add([]);
            packs[^1].Add(sample);
        }
        return packs;
    }
}
