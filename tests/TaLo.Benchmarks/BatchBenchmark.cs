using System.Diagnostics;
using TaLo.LlamaCpp;
using TaLo.LlamaCpp.Handles;
using TaLo.LlamaCpp.Native;

namespace TaLo.Benchmarks;

/// <summary>
/// Whether several samples in one decode (one sequence each) are faster than one after the other: the reason why a
/// sweep decodes one sequence at a time. Base passes without the hook; the answers' logits only.
/// </summary>
internal static unsafe class BatchBenchmark
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

    private static List<(double Single, double Batch)> Measure(ModelHandle model, int tokens, int rounds, int threads)
    {
        using var context = CreateContext(model, tokens, threads);
        var times = new List<(double, double)>();
        for (var round = -1; round < rounds; round++)
        {
            var single = Seconds(() =>
            {
                for (var s = 0; s < Sequences; s++)
                    Decode(context, tokens, first: s, count: 1);
            });
            var batch = Seconds(() => Decode(context, tokens, first: 0, count: Sequences));
            if (round >= 0)
                times.Add((single, batch));
        }
        return times;
    }

    private static ContextHandle CreateContext(ModelHandle model, int tokens, int threads)
    {
        var parameters = Llama.ContextDefaultParams();
        parameters.ContextLength = (uint)(Sequences * 256);
        parameters.BatchSize = (uint)(Sequences * tokens);
        parameters.MicroBatchSize = (uint)(Sequences * tokens);
        parameters.SequenceMax = Sequences;
        parameters.Threads = threads;
        parameters.ThreadsBatch = threads;
        return new ContextHandle(Llama.InitFromModel(model, parameters));
    }

    private static void Decode(ContextHandle context, int tokens, int first, int count)
    {
        Llama.MemoryClear(Llama.Memory(context), data: false);
        var total = tokens * count;
        var ids = Enumerable.Range(0, total).Select(i => 10 + (i * 7 % 300)).ToArray();
        var positions = Enumerable.Range(0, total).Select(i => i % tokens).ToArray();
        var counts = Enumerable.Repeat(1, total).ToArray();
        var sequences = Enumerable.Range(0, total).Select(i => first + (i / tokens)).ToArray();
        var logits = Enumerable.Range(0, total).Select(i => (sbyte)(i % tokens == tokens - 1 ? 1 : 0)).ToArray();
        var pointers = stackalloc int*[total];
        fixed (int* id = ids, position = positions, n = counts, sequence = sequences)
        fixed (sbyte* logit = logits)
        {
            for (var i = 0; i < total; i++)
                pointers[i] = sequence + i;
            var status = Llama.Decode(context, new LlamaBatch
            {
                TokenCount = total,
                Token = id,
                Pos = position,
                SequenceCount = n,
                SequenceId = pointers,
                Logits = logit,
            });
            if (status != 0 || Llama.LogitsAt(context, -1) == null)
                throw new InvalidOperationException($"llama_decode gave {status}");
        }
    }

    private static double Seconds(Action action)
    {
        var watch = Stopwatch.StartNew();
        action();
        return watch.Elapsed.TotalSeconds;
    }
}
