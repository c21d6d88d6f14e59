using System.Diagnostics;
using TaLo.LlamaCpp;
using TaLo.Models;
using TaLo.Scoring;
using TaLo.Storage;
using TaLo.Sweeps;
using TaLo.Tasks.Readers;

namespace TaLo.Benchmarks;

/// <summary>
/// Whether a sweep's memory stays flat: the bundled nano model, a few layers, many samples into a store of their own.
/// Prints resident memory and managed heap at every hundredth sample, and the slope behind the first three hundred.
/// </summary>
internal static class MemoryBenchmark
{
    private const int Step = 100;
    private const int WarmUp = 300;

    /// <summary>Sweeps and prints.</summary>
    public static void Run(int samples, int threads)
    {
        var folder = Directory.CreateTempSubdirectory("talo-memory-");
        try
        {
            using var data = new RepeatedDataSet(DataSets.Open(BenchFiles.NanoTasks), samples);
            using var store = new ResultStore(folder.FullName);
            using var model = LlamaVisionModel.Load(new ModelOptions
            {
                ModelPath = BenchFiles.Nano,
                MmprojPath = BenchFiles.NanoMmproj,
                Device = "cpu",
                Threads = threads,
            });
            Print(Sweep(model, data, store), model.CanEncodeAhead);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static List<(int Samples, double Resident, double Managed)> Sweep(LlamaVisionModel model, RepeatedDataSet data, ResultStore store)
    {
        var plan = new SweepPlan(
            [new TaskSamples("all", [.. data.Samples.Select(s => s with { Task = "all" })])],
            SweepPlan.EachOf([4, 8], Module.Attention), PromptTemplate.Default);
        var points = new List<(int, double, double)>();
        var progress = new ImmediateProgress<SweepProgress>(p =>
        {
            if (p.SamplesDone % Step == 0 && p.PassesDone == p.SamplesDone * 3 && (points.Count == 0 || points[^1].Item1 < p.SamplesDone))
                points.Add((p.SamplesDone, Resident(), GC.GetTotalMemory(forceFullCollection: true)));
        });
        new SweepRunner(model, data, store).Run(plan, progress);
        return points;
    }

    private static double Resident()
    {
        using var process = Process.GetCurrentProcess();
        return process.WorkingSet64;
    }

    private static void Print(List<(int Samples, double Resident, double Managed)> points, bool ahead)
    {
        Console.WriteLine($"samples   resident MB   managed MB   (next sample encoded ahead: {(ahead ? "yes" : "no")})");
        foreach (var (samples, resident, managed) in points)
            Console.WriteLine(FormattableString.Invariant($"{samples,7} {resident / 1e6,13:0.0} {managed / 1e6,12:0.0}"));
        var later = points.FindAll(p => p.Samples >= WarmUp);
        if (later.Count > 1)
            Console.WriteLine(FormattableString.Invariant($"slope behind {WarmUp} samples: resident {Slope(later.ConvertAll(p => ((double)p.Samples, p.Resident))) / 1e3:0.00} kB a sample, ")
                + FormattableString.Invariant($"managed {Slope(later.ConvertAll(p => ((double)p.Samples, p.Managed))) / 1e3:0.00} kB a sample"));
    }

    private static double Slope(List<(double X, double Y)> points)
    {
        var (x, y) = (points.Average(p => p.X), points.Average(p => p.Y));
        return points.Sum(p => (p.X - x) * (p.Y - y)) / points.Sum(p => (p.X - x) * (p.X - x));
    }
}
