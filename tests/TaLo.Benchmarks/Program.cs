using TaLo.Benchmarks;

// dotnet run -c Release --project tests/TaLo.Benchmarks -- hook [--rounds N]
var rounds = Array.IndexOf(args, "--rounds") is >= 0 and var i ? int.Parse(args[i + 1], System.Globalization.CultureInfo.InvariantCulture) : 7;
switch (args.FirstOrDefault())
{
    case "hook":
        HookBenchmark.Run(rounds);
        return 0;
    default:
        Console.Error.WriteLine("usage: TaLo.Benchmarks hook [--rounds N]");
        return 2;
}
