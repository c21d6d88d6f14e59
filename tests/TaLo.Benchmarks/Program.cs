using System.Globalization;
using TaLo.Benchmarks;

// dotnet run -c Release --project tests/TaLo.Benchmarks -- COMMAND [--rounds N] [--threads N]
var rounds = Number("--rounds", 5);
var threads = Number("--threads", Environment.ProcessorCount);
switch (args.FirstOrDefault())
{
    case "hook":
        HookBenchmark.Run(rounds, threads);
        return 0;
    case "batch":
        BatchBenchmark.Run(rounds, threads);
        return 0;
    default:
        Console.Error.WriteLine("usage: TaLo.Benchmarks hook|batch [--rounds N] [--threads N]");
        return 2;
}

int Number(string name, int otherwise) =>
    Array.IndexOf(args, name) is >= 0 and var i && i + 1 < args.Length ? int.Parse(args[i + 1], CultureInfo.InvariantCulture) : otherwise;
