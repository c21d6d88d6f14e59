using System.Diagnostics;
using TaLo.Images;
using TaLo.LlamaCpp;
using TaLo.Models;
using TaLo.Scoring;
using TaLo.Storage;
using TaLo.Sweeps;
using TaLo.Tasks;

namespace TaLo.Benchmarks;

/// <summary>
/// What encoding the next image beside the passes over this one saves, where half the processors are left to it: the
/// 1.5B shape with a CLIP-L-sized encoder, base model and one knockout for each sample, as in <c>talo eval</c>.
/// </summary>
internal static class AheadBenchmark
{
    private const int Samples = 4;

    /// <summary>Measures with and without in turn and prints medians and the ratio.</summary>
    public static void Run(int rounds)
    {
        var (path, mmproj) = BenchFiles.Real;
        var threads = Math.Max(1, Environment.ProcessorCount / 2);
        using var model = LlamaVisionModel.Load(new ModelOptions { ModelPath = path, MmprojPath = mmproj, Device = "cpu", Threads = threads, ContextLength = 1024 });
        if (!model.CanEncodeAhead)
            throw new InvalidOperationException("one processor alone has nothing to spare");
        var times = Enumerable.Range(0, rounds).Select(_ => (Plain: Seconds(new WithoutAhead(model)), Ahead: Seconds(model))).ToList();
        Console.WriteLine(FormattableString.Invariant($"{Samples} samples, base and one knockout, {threads} threads of {Environment.ProcessorCount}: ")
            + FormattableString.Invariant($"{Figures.Median(times.Select(t => t.Plain)):0.0} s, the next image encoded ahead {Figures.Median(times.Select(t => t.Ahead)):0.0} s, ")
            + FormattableString.Invariant($"{Figures.Median(times.Select(t => t.Plain / t.Ahead)):0.00} times as fast"));
    }

    private static double Seconds(IVisionLanguageModel model)
    {
        var folder = Directory.CreateTempSubdirectory("talo-ahead-");
        try
        {
            using var data = new NoiseDataSet();
            using var store = new ResultStore(folder.FullName);
            var plan = new SweepPlan([new TaskSamples("noise", data.Samples)], [new Knockout(14, Module.Attention)], PromptTemplate.Default);
            var watch = Stopwatch.StartNew();
            var outcome = new SweepRunner(model, data, store).Run(plan);
            if (outcome.PassesNew != 2 * Samples)
                throw new InvalidOperationException($"{outcome.PassesNew} rows: {string.Join(", ", outcome.Skipped.Select(s => s.Reason))}");
            return watch.Elapsed.TotalSeconds;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private sealed class NoiseDataSet : IDataSet
    {
        public string Name => "noise";

        public string Fingerprint => new('0', 64);

        public IReadOnlyList<SampleRef> Samples { get; } = [.. Enumerable.Range(0, AheadBenchmark.Samples).Select(i => new SampleRef($"{i}", "noise", null, i))];

        public VqaSample Load(SampleRef sample)
        {
            var noise = new RgbImage(640, 480, new byte[640 * 480 * 3]);
            new Random((int)sample.Place).NextBytes(noise.Pixels);
            var image = noise.ToJpeg(90);
            return new VqaSample(sample.Index, sample.Task, null, new VqaQuestion("What is it?", null, [new AnswerOption('A', "snow"), new AnswerOption('B', "rain")], [image]), 'A');
        }

        public void Dispose()
        {
        }
    }

    private sealed class WithoutAhead(LlamaVisionModel model) : IVisionLanguageModel
    {
        public bool CanEncodeAhead => false;

        public ModelFacts Facts => model.Facts;

        public string ImageMarker => model.ImageMarker;

        public string? ChatTemplate => model.ChatTemplate;

        public string RenderChat(IReadOnlyList<ChatMessage> messages, DateTimeOffset? now = null) => model.RenderChat(messages, now);

        public IReadOnlyList<int> Tokenize(string text) => model.Tokenize(text);

        public string TokenText(int token) => model.TokenText(token);

        public bool IsControl(int token) => model.IsControl(token);

        public IEncodedPrompt Encode(string prompt, IReadOnlyList<ReadOnlyMemory<byte>> images, Scope scope = Scope.All, CancellationToken cancellationToken = default) =>
            model.Encode(prompt, images, scope, cancellationToken);

        public ReadOnlySpan<float> Logits(IEncodedPrompt prompt, IReadOnlyList<Knockout> knockouts, CancellationToken cancellationToken = default) =>
            model.Logits(prompt, knockouts, cancellationToken);

        public GeneratedAnswer Generate(
            IEncodedPrompt prompt, IReadOnlyList<Knockout> knockouts, GenerationOptions how, CancellationToken cancellationToken = default) =>
            model.Generate(prompt, knockouts, how, cancellationToken);

        public string DocumentSeparator => model.DocumentSeparator;

        public PackSize PackSize => model.PackSize;

        public IEncodedContinuations EncodeContinuations(
            IReadOnlyList<Continuation> continuations, IReadOnlyList<ReadOnlyMemory<byte>> images, string? separator = null, CancellationToken cancellationToken = default) =>
            model.EncodeContinuations(continuations, images, separator, cancellationToken);

        public IReadOnlyList<IReadOnlyList<double>> LogProbabilities(
            IReadOnlyList<IEncodedContinuations> pack, IReadOnlyList<Knockout> knockouts, CancellationToken cancellationToken = default) =>
            model.LogProbabilities(pack, knockouts, cancellationToken);

        public void Dispose()
        {
        }
    }
}
