using System.Diagnostics;
using TaLo.Images;
using TaLo.LlamaCpp.Prompts;
using TaLo.Models;

namespace TaLo.LlamaCpp.Speed;

/// <summary>
/// Times one prompt in turn without the hook, with it, and with a layer bypassed, each with an answer of a few tokens
/// after it; the other interventions beside them; then a sweep of every layer but the first, naively (every pass from the
/// beginning, the image encoded for each), from the middle, and for the answer alone. The weights are loaded once, for a context of each kind.
/// </summary>
/// <param name="options">Which model, loaded how.</param>
/// <param name="tokens">Text tokens of the prompt, at least.</param>
/// <param name="imageSide">Side of the prompt's image in pixels; 0 for no image.</param>
/// <param name="rounds">Rounds after a warm-up; each makes the passes three times and each sweep once.</param>
public sealed class SpeedBench(ModelOptions options, int tokens, int imageSide, int rounds)
{
    /// <summary>A pass without the hook.</summary>
    public const string PlainPrompt = "prompt, no hook";

    /// <summary>A pass with the hook and nothing bypassed.</summary>
    public const string HookedPrompt = "prompt, hook installed";

    /// <summary>A pass with one layer bypassed.</summary>
    public const string BypassedPrompt = "prompt, one layer bypassed";

    /// <summary>A token after the prompt, without the hook.</summary>
    public const string PlainToken = "a token, no hook";

    /// <summary>A token after the prompt, with the hook and nothing bypassed.</summary>
    public const string HookedToken = "a token, hook installed";

    /// <summary>A token after the prompt, with one layer bypassed.</summary>
    public const string BypassedToken = "a token, one layer bypassed";

    /// <summary>A pass with one layer's attention zeroed.</summary>
    public const string ZeroPrompt = "prompt, one attention zeroed";

    /// <summary>A pass with one layer's attention made uniform.</summary>
    public const string UniformPrompt = "prompt, one attention uniform";

    /// <summary>A pass through one layer twice, the runs in contexts of their own.</summary>
    public const string RepeatedPrompt = "prompt, one layer repeated";

    /// <summary>A token after that.</summary>
    public const string RepeatedToken = "a token, one layer repeated";

    /// <summary>The base pass, and the prompt's last token under a knockout of every layer but the first.</summary>
    public const string AnswerSweep = "sweep, for the answer alone";

    /// <summary>Decoding, preparing and encoding the image.</summary>
    public const string Image = "the image, encoded";

    /// <summary>A pass with one layer of the vision encoder bypassed: the image is encoded for it.</summary>
    public const string VisionPrompt = "image and prompt, one vision bypass";

    /// <summary>A sweep of whole passes, the image encoded for each.</summary>
    public const string NaiveSweep = "sweep, naive";

    /// <summary>A sweep as TaLo makes it.</summary>
    public const string MiddleSweep = "sweep, from the middle";

    /// <summary>Tokens decoded after each prompt. Each is a measure: a median over them does not feel one disturbance.</summary>
    public const int NewTokens = 32;

    private const int PassesPerRound = 3;
    private readonly Dictionary<string, List<double>> seconds = [];
    private int visionPasses;

    /// <summary>Measures.</summary>
    /// <param name="note">Told how far it is.</param>
    /// <param name="stop">Stops, also in the middle of a pass.</param>
    /// <exception cref="ModelException">The model cannot be used.</exception>
    /// <exception cref="OperationCanceledException">Stopped.</exception>
    public SpeedFigures Run(Action<string> note, CancellationToken stop)
    {
        var threads = options.ThreadCount;
        using var model = LlamaVisionModel.Load(options, null, stop);
        using var plain = Decoder(model, threads, hook: false);
        using var hooked = Decoder(model, threads, hook: true);
        var layers = model.Facts.LayerCount;
        var bypass = new Knockout(layers / 2, Module.Layer);
        var (zero, uniform, repeat) = (new Knockout(layers / 2, Module.Attention), new Knockout(layers / 2, KnockoutKind.Uniform()), new Knockout(layers / 2, KnockoutKind.Repeat()));
        var sweep = Enumerable.Range(1, layers - 1).Select(l => new Knockout(l, Module.Attention)).ToList();
        using var prompt = Encode(model, stop);
        note("warming up");
        Passes();
        seconds.Clear();
        for (var round = 1; round <= rounds; round++)
        {
            note($"round {round} of {rounds}: passes");
            for (var i = 0; i < PassesPerRound; i++)
                Passes();
            note($"round {round} of {rounds}: naive sweep");
            Time(NaiveSweep, () => NaiveSweepOf(model, hooked, sweep, stop));
            note($"round {round} of {rounds}: sweep from the middle");
            Time(MiddleSweep, () => SweepOf(model, sweep, Scope.All, stop));
            note($"round {round} of {rounds}: sweep for the answer alone");
            Time(AnswerSweep, () => SweepOf(model, sweep, Scope.Answer, stop));
        }
        SpeedRow?[] rows =
        [
            Row(PlainPrompt, null), Row(HookedPrompt, PlainPrompt), Row(BypassedPrompt, PlainPrompt),
            Row(PlainToken, null), Row(HookedToken, PlainToken), Row(BypassedToken, PlainToken),
            Row(ZeroPrompt, PlainPrompt), Row(UniformPrompt, ZeroPrompt), Row(RepeatedPrompt, PlainPrompt), Row(RepeatedToken, HookedToken),
            Row(Image, null), Row(VisionPrompt, PlainPrompt), Row(NaiveSweep, null), Row(MiddleSweep, NaiveSweep), Row(AnswerSweep, PlainPrompt),
        ];
        return new SpeedFigures(
            model.Facts.Name, model.Facts.Engine,
            $"{Engine.Current.FindDevice(options.Device).Description.Trim()}, {Environment.ProcessorCount} processors, {threads} threads",
            prompt.TokenCount, prompt.Chunks.Where(c => c.IsImage).Sum(c => c.TokenCount), layers, rounds,
            [.. rows.OfType<SpeedRow>()], Process.GetCurrentProcess().PeakWorkingSet64);

        void Passes()
        {
            Pass(plain, prompt, [], PlainPrompt, PlainToken, stop);
            Pass(hooked, prompt, [], HookedPrompt, HookedToken, stop);
            Pass(hooked, prompt, [bypass], BypassedPrompt, BypassedToken, stop);
            Time(ZeroPrompt, () => _ = hooked.Logits(prompt, [zero], stop)[0]);
            Time(UniformPrompt, () => _ = hooked.Logits(prompt, [uniform], stop)[0]);
            Time(RepeatedPrompt, () => hooked.Read(prompt, [repeat], stop));
            Tokens(hooked, prompt, RepeatedToken, stop);
            if (imageSide > 0)
                Time(Image, () => Encode(model, stop).Dispose());
            if (imageSide > 0 && model.Facts.VisionLayerCount is > 0 and var visionLayers)
                Time(VisionPrompt, () => _ = hooked.Logits(prompt, [AnotherOf(visionLayers)], stop)[0]);
        }
    }

    /// <summary>Another one each time, so that no image is there from the time before.</summary>
    private Knockout AnotherOf(int visionLayers) => new(visionPasses % visionLayers, Modules.OfVision[visionPasses++ % Modules.OfVision.Count]);

    private PromptDecoder Decoder(LlamaVisionModel model, int threads, bool hook) => new(
        model.Handle, model.Vision, options with { InstallHook = hook, StartInTheMiddle = false }, threads);

    private void Pass(
        PromptDecoder decoder, EncodedPrompt prompt, IReadOnlyList<Knockout> knockouts, string forPrompt, string forToken, CancellationToken stop)
    {
        Time(forPrompt, () => _ = decoder.Logits(prompt, knockouts, stop)[0]);
        Tokens(decoder, prompt, forToken, stop);
    }

    private void Tokens(PromptDecoder decoder, EncodedPrompt prompt, string forToken, CancellationToken stop)
    {
        for (var i = 0; i < NewTokens; i++)
        {
            Time(forToken, () =>
            {
                decoder.DecodeTokens([10 + i], prompt.TokenCount + i, logitsOfLast: true, stop);
                _ = decoder.LastLogits()[0];
            });
        }
    }

    private void NaiveSweepOf(LlamaVisionModel model, PromptDecoder decoder, List<Knockout> sweep, CancellationToken stop)
    {
        foreach (var knockouts in sweep.Select(k => new[] { k }).Prepend([]))
        {
            using var prompt = Encode(model, stop);
            _ = decoder.Logits(prompt, knockouts, stop)[0];
        }
    }

    private void SweepOf(LlamaVisionModel model, List<Knockout> sweep, Scope scope, CancellationToken stop)
    {
        using var prompt = Encode(model, stop);
        prompt.Scope = scope;
        _ = model.Logits(prompt, [], stop)[0];
        foreach (var knockout in sweep)
            _ = model.Logits(prompt, [new Knockout(knockout.Layer, knockout.Kind.In(scope))], stop)[0];
    }

    private EncodedPrompt Encode(LlamaVisionModel model, CancellationToken stop)
    {
        var text = string.Concat(Enumerable.Range(0, tokens).Select(i => $" {(char)('a' + (i % 26))}"));
        while (model.Tokenize(text).Count > tokens && text.Length > 2)
            text = text[..^2];
        return (EncodedPrompt)(imageSide > 0 ? model.Encode(model.ImageMarker + text, [Noise()], cancellationToken: stop) : model.Encode(text, [], cancellationToken: stop));
    }

    private ReadOnlyMemory<byte> Noise()
    {
        var noise = new RgbImage(imageSide, imageSide, new byte[imageSide * imageSide * 3]);
        new Random(1).NextBytes(noise.Pixels);
        return noise.ToPng();
    }

    private void Time(string name, Action action)
    {
        var watch = Stopwatch.StartNew();
        action();
        if (!seconds.TryGetValue(name, out var times))
            seconds[name] = times = [];
        times.Add(watch.Elapsed.TotalSeconds);
    }

    private SpeedRow? Row(string name, string? against)
    {
        if (!seconds.TryGetValue(name, out var own))
            return null;
        return new SpeedRow(name, Median(own), against, against is null ? null : Median(seconds[against]) / Median(own));
    }

    private static double Median(List<double> values)
    {
        var sorted = values.Order().ToList();
        return (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }
}
