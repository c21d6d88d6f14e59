using System.Globalization;
using TaLo.Benchmarks;

// dotnet run -c Release --project tests/TaLo.Benchmarks -- hook [--rounds N]
// dotnet run -c Release --project tests/TaLo.Benchmarks -- chat [--rounds N] [--threads N] [--model FILE] [--against LLAMA-BENCH]
string? Option(string name) => Array.IndexOf(args, name) is >= 0 and var i && i + 1 < args.Length ? args[i + 1] : null;
int Number(string name, int otherwise) => Option(name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;

switch (args.FirstOrDefault())
{
    case "hook":
        HookBenchmark.Run(Number("--rounds", 7));
        return 0;
    case "chat":
        ChatBenchmark.Run(Option("--model"), Option("--against"), Number("--threads", Environment.ProcessorCount), Number("--rounds", 7));
        return 0;
    default:
        Console.Error.WriteLine("usage: TaLo.Benchmarks hook [--rounds N]");
        Console.Error.WriteLine("       TaLo.Benchmarks chat [--rounds N] [--threads N] [--model FILE] [--against LLAMA-BENCH]");
        return 2;
}
