using System.Diagnostics;
using SkiaSharp;
using TaLo.LlamaCpp;
using TaLo.Models;

namespace TaLo.Terminal;

/// <summary>
/// Times the same prompt in turn without the hook, with it, with a layer bypassed, and a sweep of every layer but the
/// first: naively (every pass from the beginning, the image encoded each time) and from the middle.
/// </summary>
/// <param name="options">Which model, loaded how.</param>
/// <param name="tokens">Text tokens of the prompt, at least.</param>
/// <param name="imageSide">Side of the prompt's image in pixels; 0 for no image.</param>
/// <param name="rounds">Rounds after a warm-up.</param>
internal sealed class SpeedBench(ModelOptions options, int tokens, int imageSide, int rounds)
{
    private const string Plain = "one pass, no hook";
    private const string Hooked = "one pass, hook installed";
    private const string Bypassed = "one pass, one layer bypassed";
    private const string Naive = "sweep, naive";
    private const string Middle = "sweep, from the middle";
    private readonly Dictionary<string, List<double>> seconds = [];

    /// <summary>Measures.</summary>
    /// <param name="note">Told how far it is.</param>
    /// <param name="stop">Stops between two measures.</param>
    public SpeedFigures Run(Action<string> note, CancellationToken stop)
    {
        using var plain = LlamaVisionModel.Load(options with { InstallHook = false }, null, stop);
        using var whole = LlamaVisionModel.Load(options with { StartInTheMiddle = false }, null, stop);
        using var middle = LlamaVisionModel.Load(options, null, stop);
        var layers = middle.Facts.LayerCount;
        var bypass = new Knockout(layers / 2, Module.Layer);
        var sweep = Enumerable.Range(1, layers - 1).Select(l => new Knockout(l, Module.Attention)).ToList();
        var positions = 0;
        for (var round = 0; round <= rounds; round++)
        {
            note(round == 0 ? "warming up" : $"round {round} of {rounds}");
            var counts = round > 0;
            Measure(Plain, counts, () => positions = Pass(plain, []), stop);
            Measure(Hooked, counts, () => Pass(whole, []), stop);
            Measure(Bypassed, counts, () => Pass(whole, [bypass]), stop);
            if (round == 0)
                continue;
            Measure(Naive, counts, () =>
            {
                Pass(whole, []);
                sweep.ForEach(k => Pass(whole, [k]));
            }, stop);
            Measure(Middle, counts, () => Sweep(middle, sweep), stop);
        }
        return new SpeedFigures(
            middle.Facts.Name, middle.Facts.Engine, $"{Engine.Current.FindDevice("cpu").Description.Trim()}, {Environment.ProcessorCount} processors",
            positions, layers, rounds,
            [Row(Plain, null), Row(Hooked, Plain), Row(Bypassed, Plain), Row(Naive, null), Row(Middle, Naive)],
            Process.GetCurrentProcess().PeakWorkingSet64);
    }

    private void Measure(string name, bool counts, Action action, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        var watch = Stopwatch.StartNew();
        action();
        if (!counts)
            return;
        if (!seconds.TryGetValue(name, out var times))
            seconds[name] = times = [];
        times.Add(watch.Elapsed.TotalSeconds);
    }

    private int Pass(LlamaVisionModel model, IReadOnlyList<Knockout> knockouts)
    {
        using var prompt = Encode(model);
        _ = model.Logits(prompt, knockouts)[0];
        return prompt.TokenCount;
    }

    private void Sweep(LlamaVisionModel model, List<Knockout> sweep)
    {
        using var prompt = Encode(model);
        _ = model.Logits(prompt, [])[0];
        foreach (var knockout in sweep)
            _ = model.Logits(prompt, [knockout])[0];
    }

    private IEncodedPrompt Encode(LlamaVisionModel model)
    {
        var text = string.Concat(Enumerable.Range(0, tokens).Select(i => $" {(char)('a' + (i % 26))}"));
        while (model.Tokenize(text).Count > tokens && text.Length > 2)
            text = text[..^2];
        return imageSide > 0 ? model.Encode(model.ImageMarker + text, [Noise()]) : model.Encode(text, []);
    }

    private ReadOnlyMemory<byte> Noise()
    {
        using var bitmap = new SKBitmap(new SKImageInfo(imageSide, imageSide, SKColorType.Rgba8888, SKAlphaType.Opaque));
        var random = new Random(1);
        random.NextBytes(bitmap.GetPixelSpan());
        return bitmap.Encode(SKEncodedImageFormat.Png, 100).ToArray();
    }

    private SpeedRow Row(string name, string? against)
    {
        var own = seconds[name];
        var speedup = against is null ? double.NaN : Median([.. seconds[against].Zip(own, (a, b) => a / b)]);
        return new SpeedRow(name, Median(own), against, speedup);
    }

    private static double Median(List<double> values)
    {
        var sorted = values.Order().ToList();
        return (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }
}
