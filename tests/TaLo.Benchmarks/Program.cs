using System.Globalization;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using TaLo.Benchmarks;
using TaLo.Benchmarks.Parts;

// dotnet run -c Release --project tests/TaLo.Benchmarks -- COMMAND [--rounds N] [--threads N] [--samples N] [--small] [--json]
var rounds = Number("--rounds", 3);
var threads = Number("--threads", Environment.ProcessorCount);
switch (args.FirstOrDefault())
{
    case "speed":
        SpeedTable.Run(args.Contains("--small") ? "small" : "1.5b", rounds, threads, args.Contains("--json"));
        return 0;
    case "chat":
        ChatBenchmark.Run(Text("--model"), Text("--against"), threads, rounds);
        return 0;
    case "batch":
        BatchBenchmark.Run(rounds, threads);
        return 0;
    case "choice" when Text("--model") is { } model && Text("--data") is { } data:
        ChoiceBenchmark.Run(model, data, Number("--samples", 67), rounds, threads);
        return 0;
    case "memory":
        MemoryBenchmark.Run(Number("--samples", 1000), Number("--threads", 1));
        return 0;
    case "store" when Text("--talo") is { } talo:
        StoreBenchmark.Run(Text("--store"), talo, Number("--sweeps", 10), Number("--passes", 1_000_000), rounds);
        return 0;
    case "ahead":
        AheadBenchmark.Run(rounds);
        return 0;
    case "encoder":
        EncoderBenchmark.Run(rounds, threads);
        return 0;
    case "parts":
        BenchmarkSwitcher.FromAssembly(typeof(HookParts).Assembly).Run(["--filter", "*", .. args[1..]], Config());
        return 0;
    default:
        Console.Error.WriteLine("usage: TaLo.Benchmarks speed|store|chat|batch|choice|ahead|encoder|memory|parts [--rounds N] [--threads N] [--samples N] [--small] [--json]");
        Console.Error.WriteLine("       TaLo.Benchmarks store --talo TALO.DLL [--store DIR] [--sweeps N] [--passes N] [--rounds N]");
        Console.Error.WriteLine("       TaLo.Benchmarks choice --model FILE --data FOLDER-OF-BLIMP [--samples PAIRS] [--rounds N] [--threads N]");
        Console.Error.WriteLine("       TaLo.Benchmarks chat [--model FILE] [--against LLAMA-BENCH]");
        return 2;
}

string? Text(string name) => Array.IndexOf(args, name) is >= 0 and var i && i + 1 < args.Length ? args[i + 1] : null;

int Number(string name, int otherwise) => Text(name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;

// In this process: the engine's libraries are found beside this program only.
static IConfig Config() => DefaultConfig.Instance.AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance));
