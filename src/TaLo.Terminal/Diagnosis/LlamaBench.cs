using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using TaLo.LlamaCpp;
using TaLo.LlamaCpp.Speed;
using TaLo.Models;

namespace TaLo.Terminal.Diagnosis;

/// <summary>llama.cpp's own benchmark program, run on the same model for comparison.</summary>
internal sealed class LlamaBench
{
    private readonly string program;
    private readonly ModelOptions options;

    /// <summary>Prepares a run.</summary>
    /// <param name="program">Where <c>llama-bench</c> is.</param>
    /// <param name="options">Which model, loaded how.</param>
    /// <exception cref="ModelException">There is no such file.</exception>
    public LlamaBench(string program, ModelOptions options)
    {
        if (!File.Exists(program))
            throw new ModelException($"{program} is missing: give llama.cpp's llama-bench with --llama-bench FILE");
        (this.program, this.options) = (Path.GetFullPath(program), options);
    }

    /// <summary>Adds its prompt and its generation behind the same number of positions, compared with TaLo's own.</summary>
    /// <exception cref="ModelException">The program cannot be run, or says something else than its JSON.</exception>
    public SpeedFigures AddTo(SpeedFigures figures) => figures with
    {
        Rows =
        [
            .. figures.Rows,
            Row("prompt, llama-bench", figures.Row(SpeedBench.HookedPrompt)!, 1 / Speed(figures, $"-p {figures.PromptTokens} -n 0") * figures.PromptTokens),
            Row("a token, llama-bench", figures.Row(SpeedBench.HookedToken)!, 1 / Speed(figures, $"-p 0 -n {SpeedBench.NewTokens} -d {figures.PromptTokens}")),
        ],
    };

    private static SpeedRow Row(string name, SpeedRow own, double seconds) => new(name, seconds, own.Name, own.Seconds / seconds);

    /// <returns>Tokens a second.</returns>
    private double Speed(SpeedFigures figures, string what)
    {
        var layers = Engine.Current.FindDevice(options.Device).IsGpu ? options.LayersOnGpu : 0;
        var start = new ProcessStartInfo(program) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in (string[])["-m", options.ModelPath, "-t", Text(options.ThreadCount), "-ngl", Text(layers), "-r", Text(Math.Max(3, figures.Rounds)), "-o", "json", .. what.Split(' ')])
            start.ArgumentList.Add(argument);
        try
        {
            using var process = Process.Start(start)!;
            var error = process.StandardError.ReadToEndAsync();
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            if (process.ExitCode != 0)
                throw new ModelException($"{program} failed: {error.Result.Trim().Split('\n')[^1]}");
            using var json = JsonDocument.Parse(output);
            return json.RootElement[0].GetProperty("avg_ts").GetDouble();
        }
        catch (Exception e) when (e is Win32Exception or JsonException or KeyNotFoundException or InvalidOperationException or IndexOutOfRangeException)
        {
            throw new ModelException($"{program} cannot be used as llama.cpp's llama-bench ({e.Message.Split('.')[0]})", e);
        }
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
