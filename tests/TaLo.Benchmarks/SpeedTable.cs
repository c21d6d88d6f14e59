using System.Globalization;
using System.Text.Json;
using TaLo.LlamaCpp.Speed;
using TaLo.Models;
using TaLo.Selection.Protocols;
using TaLo.Selection.Race;
using TaLo.Simulation;

namespace TaLo.Benchmarks;

/// <summary>
/// The figures of docs/speed.md in one run: a random q4_0 decoder of 28 layers and 1.5 billion parameters, 256 text
/// tokens, without and with an image for a CLIP-L-sized encoder; and races on simulated tasks.
/// </summary>
internal static class SpeedTable
{
    private const int TextTokens = 256;
    private const int RaceTasks = 200;

    /// <summary>Measures and prints the table (Markdown) or everything (JSON).</summary>
    public static void Run(string name, int rounds, int threads, bool json)
    {
        var (model, mmproj) = BenchFiles.Random(name);
        var options = new ModelOptions { ModelPath = model, Device = "cpu", Threads = threads, ContextLength = 2048 };
        var text = new SpeedBench(options, TextTokens, 0, rounds).Run(Note, default);
        var image = new SpeedBench(options with { MmprojPath = mmproj }, TextTokens, 336, rounds).Run(Note, default);
        Note("races on simulated tasks");
        var race = new RaceStudy(new RobustProtocol(), new RaceOptions()).Simulate(Scenario.Mixture, samples: 150, RaceTasks);
        if (json)
            Console.WriteLine(JsonSerializer.Serialize(new { text, image, race }, JsonOptions));
        else
            Print(name, text, image, race);
    }

    private static JsonSerializerOptions JsonOptions { get; } = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
    };

    private static void Print(string name, SpeedFigures text, SpeedFigures image, RaceStudyRow race)
    {
        var whole = (double)text.Layers / (text.Layers - 1);
        Line($"{text.Machine}; {text.Engine}; {text.Rounds} rounds, medians of ratios within a round; peak memory {image.PeakMemoryBytes / 1e9:0.0} GB\n");
        Line($"| measure | at least | seen |\n|---|--:|--:|");
        Line($"| full sweep, {text.Layers}-layer {name} shape, {text.PromptTokens}-token prompts: naive / from the middle | 1.80 | {Speedup(text, SpeedBench.MiddleSweep):0.00} |");
        Line($"| the same with an image ({image.ImageTokens} more positions), naive = encoded per pass | 2.50 | {Speedup(image, SpeedBench.MiddleSweep):0.00} |");
        Line($"| passes of a full sweep / of a race, {race.Races} simulated tasks, same decision in {race.Same:0.0%} | 4.00 | {race.Saved:0.00} |");
        Line($"| hook installed / not installed, prompt | 0.980 | {Speedup(text, SpeedBench.HookedPrompt):0.000} |");
        Line($"| hook installed / not installed, generation | 0.980 | {Speedup(text, SpeedBench.HookedToken):0.000} |");
        Line($"| one of {text.Layers} layers bypassed, generation speed over base | {0.98 * whole:0.000} | {Speedup(text, SpeedBench.BypassedToken):0.000} |");
        Line($"\n| seconds | text only | with image |\n|---|--:|--:|");
        foreach (var row in image.Rows)
            Line($"| {row.Name} | {(text.Row(row.Name) is { } own ? own.Seconds.ToString("0.0000", CultureInfo.InvariantCulture) : "")} | {row.Seconds:0.0000} |");
    }

    private static double Speedup(SpeedFigures figures, string row) => figures.Row(row)!.Speedup!.Value;

    private static void Line(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));

    private static void Note(string text) => Console.Error.WriteLine(text);
}
