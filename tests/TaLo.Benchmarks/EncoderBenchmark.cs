using System.Diagnostics;
using TaLo.Images;
using TaLo.LlamaCpp;
using TaLo.LlamaCpp.Prompts;
using TaLo.Models;

namespace TaLo.Benchmarks;

/// <summary>What it costs that a CLIP-L-sized encoder runs in pieces, so that it can be stopped: in turn with one that runs as a whole.</summary>
internal static class EncoderBenchmark
{
    /// <summary>Measures and prints medians and the ratio.</summary>
    public static void Run(int rounds, int threads)
    {
        var (path, mmproj) = BenchFiles.Real;
        var device = Engine.Current.FindDevice("cpu");
        using var model = LlamaVisionModel.Load(new ModelOptions { ModelPath = path, Device = "cpu", Threads = threads, ContextLength = 256 });
        using var pieces = new VisionEncoder(mmproj, model.Handle, device, threads);
        using var whole = new VisionEncoder(mmproj, model.Handle, device, threads, workPerPiece: double.PositiveInfinity);
        var looks = 0;
        pieces.Stop.OnLook = () => looks++;
        _ = (Seconds(pieces), Seconds(whole));
        var count = looks;
        var times = Enumerable.Range(0, rounds).Select(i =>
        {
            var (first, second) = i % 2 == 0 ? (pieces, whole) : (whole, pieces);
            var (a, b) = (Seconds(first), Seconds(second));
            return i % 2 == 0 ? (Pieces: a, Whole: b) : (Pieces: b, Whole: a);
        }).ToList();
        Console.WriteLine(FormattableString.Invariant($"an image, {threads} threads: as a whole {Figures.Median(times.Select(t => t.Whole)):0.00} s, ")
            + FormattableString.Invariant($"in {count} pieces {Figures.Median(times.Select(t => t.Pieces)):0.00} s, ")
            + FormattableString.Invariant($"whole / pieces {Figures.Median(times.Select(t => t.Whole / t.Pieces)):0.000}"));
    }

    private static double Seconds(VisionEncoder encoder)
    {
        var noise = new RgbImage(336, 336, new byte[336 * 336 * 3]);
        new Random(1).NextBytes(noise.Pixels);
        ReadOnlyMemory<byte> image = noise.ToPng();
        var watch = Stopwatch.StartNew();
        using var prompt = encoder.Encode($"{VisionEncoder.Marker} What?", [image], default);
        return watch.Elapsed.TotalSeconds;
    }
}
