using System.Diagnostics;
using TaLo.LlamaCpp;
using TaLo.Models;

namespace TaLo.Benchmarks;

/// <summary>
/// What the layer hook costs and what a bypass saves, on a random q4_0 model of a 28-layer, 1.5-billion-parameter
/// shape: the same library with the hook, without it, and with one layer bypassed, in turn within one run.
/// </summary>
internal static class HookBenchmark
{
    private const int PromptTokens = 256;
    private const int GeneratedTokens = 24;
    private static readonly IReadOnlyList<Knockout> OneLayer = [new(14, Module.Layer)];

    /// <summary>Measures and prints medians and ratios.</summary>
    public static void Run(int rounds, int threads)
    {
        var path = RealModels.Qwen2Vl2B();
        using var plain = LlamaVisionModel.Load(Options(path, threads) with { InstallHook = false });
        using var hooked = LlamaVisionModel.Load(Options(path, threads));
        var cases = new (string Name, LlamaVisionModel Model, IReadOnlyList<Knockout> Knockouts)[]
        {
            ("no hook", plain, []),
            ("hook, nothing bypassed", hooked, []),
            ("hook, layer 14 bypassed", hooked, OneLayer),
        };
        var prompt = cases.Select(_ => new List<double>()).ToArray();
        var generation = cases.Select(_ => new List<double>()).ToArray();
        for (var round = -1; round < rounds; round++)
        {
            for (var c = 0; c < cases.Length; c++)
            {
                var (seconds, perToken) = Measure(cases[c].Model, cases[c].Knockouts);
                if (round < 0)
                    continue;
                prompt[c].Add(PromptTokens / seconds);
                generation[c].Add(1 / perToken);
            }
        }
        Console.WriteLine($"{"",-26} {"prompt t/s",12} {"ratio",7} {"generation t/s",16} {"ratio",7}");
        for (var c = 0; c < cases.Length; c++)
            Console.WriteLine(FormattableString.Invariant(
                $"{cases[c].Name,-26} {Median(prompt[c]),12:0.0} {Ratio(prompt[c], prompt[0]),7:0.000} {Median(generation[c]),16:0.00} {Ratio(generation[c], generation[0]),7:0.000}"));
        Console.WriteLine($"{rounds} rounds, medians; ratios are medians of the rounds' own ratios; {Environment.ProcessorCount} processors");
    }

    private static (double Prompt, double PerToken) Measure(LlamaVisionModel model, IReadOnlyList<Knockout> knockouts)
    {
        var decoder = model.Decoder;
        var tokens = Enumerable.Range(0, PromptTokens).Select(i => 10 + (i * 7 % 300)).ToArray();
        decoder.Bypass(knockouts);
        decoder.Clear();
        var watch = Stopwatch.StartNew();
        var position = decoder.DecodeTokens(tokens, 0, logitsOfLast: true);
        _ = decoder.LastLogits()[0];
        var prompt = watch.Elapsed.TotalSeconds;
        watch.Restart();
        for (var i = 0; i < GeneratedTokens; i++)
        {
            position = decoder.DecodeTokens(tokens.AsSpan(i, 1), position, logitsOfLast: true);
            _ = decoder.LastLogits()[0];
        }
        return (prompt, watch.Elapsed.TotalSeconds / GeneratedTokens);
    }

    private static ModelOptions Options(string path, int threads) => new() { ModelPath = path, Device = "cpu", Threads = threads, ContextLength = 1024 };

    private static double Ratio(List<double> of, List<double> to) => Median([.. of.Zip(to, (a, b) => a / b)]);

    private static double Median(List<double> values)
    {
        var sorted = values.Order().ToList();
        return (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }
}
