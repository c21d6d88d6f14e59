using LLama.Native;
using TaLo.LlamaCpp;
using TaLo.Models;

namespace TaLo.Benchmarks;

/// <summary>
/// Whether several samples in one decode (one sequence each) are faster than one after the other: the reason why a
/// sweep decodes one sequence at a time. Base passes without the hook; the answers' logits only.
/// </summary>
internal static class BatchBenchmark
{
    private const int Sequences = 4;

    /// <summary>Measures every model and prompt length; prints passes a second and ratios.</summary>
    public static void Run(int rounds, int threads)
    {
        Console.WriteLine($"{"model",-22} {"tokens",7} {"one by one, passes/s",21} {Sequences + " at once",12} {"ratio",7}");
        foreach (var (name, path) in new[] { ("nano, q8_0", BenchFiles.Nano), ("1.5B shape, q4_0", BenchFiles.Real.Model) })
        {
            using var model = LlamaVisionModel.Load(new ModelOptions { ModelPath = path, Device = "cpu", Threads = threads, ContextLength = 256 });
            foreach (var tokens in (int[])[32, 64, 128, 256])
                Print(name, tokens, Measure(model.Handle, tokens, rounds, threads));
        }
    }

    private static void Print(string name, int tokens, List<(double Single, double Batch)> times) =>
        Console.WriteLine(FormattableString.Invariant($"{name,-22} {tokens,7} {Sequences / Figures.Median(times.Select(t => t.Single)),21:0.00} ")
            + FormattableString.Invariant($"{Sequences / Figures.Median(times.Select(t => t.Batch)),12:0.00} {Figures.Median(times.Select(t => t.Single / t.Batch)),7:0.00}"));

    private static List<(double Single, double Batch)> Measure(SafeLlamaModelHandle model, int tokens, int rounds, int threads)
    {
        using var context = CreateContext(model, tokens, threads);
        var times = new List<(double, double)>();
        for (var round = -1; round < rounds; round++)
        {
            var single = Figures.Seconds(() =>
            {
                for (var s = 0; s < Sequences; s++)
                    Decode(context, tokens, first: s, count: 1);
            });
            var batch = Figures.Seconds(() => Decode(context, tokens, first: 0, count: Sequences));
            if (round >= 0)
                times.Add((single, batch));
        }
        return times;
    }

    private static SafeLLamaContextHandle CreateContext(SafeLlamaModelHandle model, int tokens, int threads)
    {
        var parameters = LLamaContextParams.Default();
        parameters.n_ctx = Sequences * 256;
        parameters.n_batch = (uint)(Sequences * tokens);
        parameters.n_ubatch = (uint)(Sequences * tokens);
        parameters.n_seq_max = Sequences;
        parameters.n_threads = threads;
        parameters.n_threads_batch = threads;
        return SafeLLamaContextHandle.Create(model, parameters);
    }

    private static void Decode(SafeLLamaContextHandle context, int tokens, int first, int count)
    {
        context.MemoryClear(data: false);
        var batch = new LLamaBatch();
        for (var i = 0; i < tokens * count; i++)
            batch.Add(10 + (i * 7 % 300), i % tokens, (LLamaSeqId)(first + (i / tokens)), logits: i % tokens == tokens - 1);
        if (context.Decode(batch) is not DecodeResult.Ok and var result)
            throw new InvalidOperationException($"llama_decode gave {result}");
        _ = context.GetLogitsIth(-1);
    }
}
