using System.Diagnostics;
using System.Globalization;

namespace TaLo.Benchmarks;

/// <summary>How long the verbs that only read take on a large store, and how much memory: each in a process of its own.</summary>
internal static class StoreBenchmark
{
    private static readonly string[] Header = ["command", "seconds", "cpu", "peak MB"];

    /// <summary>Fills a store where there is none yet, and runs the verbs on its first sweep.</summary>
    /// <param name="folder">The store; null for one that is gone afterwards.</param>
    /// <param name="talo">The program's <c>talo.dll</c>.</param>
    /// <param name="sweeps">How many sweeps.</param>
    /// <param name="passes">Passes of all sweeps together.</param>
    /// <param name="rounds">How often each verb is run; the quickest counts.</param>
    public static void Run(string? folder, string talo, int sweeps, int passes, int rounds)
    {
        var own = folder is null ? Directory.CreateTempSubdirectory("talo-store-") : null;
        var store = folder ?? Path.Combine(own!.FullName, "store");
        try
        {
            if (!Directory.Exists(store))
                Say("fill it", Filled(store, sweeps, passes));
            Console.WriteLine(string.Format(CultureInfo.InvariantCulture, "{0,-24} {1,8} {2,8} {3,8}", Header));
            string[][] commands =
            [
                ["show"],
                ["show", LargeStore.FirstSweep],
                ["adapt", "--replay", LargeStore.FirstSweep],
                ["vectors", LargeStore.FirstSweep],
                ["store", "check"],
            ];
            foreach (var command in commands)
                Say(string.Join(' ', command.Select(c => c.Length > 8 ? c[..8] : c)), Enumerable.Range(0, rounds).Select(_ => Measure(talo, [.. command, "--store", store])).MinBy(r => r.Seconds));
        }
        finally
        {
            own?.Delete(recursive: true);
        }
    }

    private static (double Seconds, double Cpu, double PeakMegabytes) Filled(string store, int sweeps, int passes)
    {
        using var self = Process.GetCurrentProcess();
        var (watch, before) = (Stopwatch.StartNew(), self.TotalProcessorTime);
        LargeStore.Make(store, sweeps, passes);
        self.Refresh();
        return (watch.Elapsed.TotalSeconds, (self.TotalProcessorTime - before).TotalSeconds, self.WorkingSet64 / 1e6);
    }

    private static (double Seconds, double Cpu, double PeakMegabytes) Measure(string talo, string[] arguments)
    {
        var watch = Stopwatch.StartNew();
        using var process = Process.Start(new ProcessStartInfo("dotnet", [talo, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        var (cpu, peak) = (TimeSpan.Zero, 0L);
        // What the system knows of a process is gone when it has ended: the last look counts.
        while (!process.WaitForExit(5))
        {
            try
            {
                process.Refresh();
                (cpu, peak) = (process.TotalProcessorTime, Math.Max(peak, process.WorkingSet64));
            }
            catch (Exception e) when (e is InvalidOperationException or System.ComponentModel.Win32Exception)
            {
                // It ended meanwhile.
            }
        }

        var seconds = watch.Elapsed.TotalSeconds;
        Task.WaitAll(output, error);
        return process.ExitCode == 0
            ? (seconds, cpu.TotalSeconds, peak / 1e6)
            : throw new InvalidOperationException($"talo {string.Join(' ', arguments)}: exit code {process.ExitCode}: {error.Result}");
    }

    private static void Say(string what, (double Seconds, double Cpu, double PeakMegabytes) figures) => Console.WriteLine(string.Format(
        CultureInfo.InvariantCulture, "{0,-24} {1,8:0.00} {2,8:0.00} {3,8:0}", what, figures.Seconds, figures.Cpu, figures.PeakMegabytes));
}
