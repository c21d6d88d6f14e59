using BenchmarkDotNet.Attributes;
using TaLo.LlamaCpp;
using TaLo.Models;
using TaLo.Scoring;
using TaLo.Selection;
using TaLo.Selection.Protocols;
using TaLo.Simulation;
using TaLo.Statistics;
using TaLo.Storage;
using TaLo.Sweeps;
using TaLo.Tasks;
using TaLo.Vectors;

namespace TaLo.Benchmarks.Parts;

/// <summary>What is done beside the passes: scoring, storing, vectors, a decision.</summary>
public class ScienceParts : IDisposable
{
    private const int Layers = 28;
    private static readonly AnswerOption[] Options = [new('A', "one"), new('B', "two"), new('C', "three"), new('D', "four")];
    private readonly VqaSample sample = new("1", "task", null, new VqaQuestion("Which?", null, Options, []), 'B');
    private readonly OutcomeTable table = new TaskSimulator(Layers).Make(Scenario.Mixture, 100, SeededRandom.For(0, "parts")).Table;
    private readonly StoredSweep sweep = new(
        new SweepKey("model", null, "data", "prompt", null, "letter", "engine", "zero"),
        new SweepFacts("model", "none", Layers, "F32", "data", "default", DateTimeOffset.UnixEpoch));

    private string folder = "";
    private ResultStore store = null!;
    private LetterTokens tokens = null!;
    private float[] logits = [];
    private List<ScoredPass> rows = [];
    private int stored;

    [GlobalSetup]
    public void Prepare()
    {
        using var model = LlamaVisionModel.Load(new ModelOptions { ModelPath = BenchFiles.Nano, Device = "cpu", Threads = 1, ContextLength = 256 });
        tokens = LetterTokens.Find(model, PromptTemplate.Default.Render(sample, model).Text, "ABCD");
        var random = new Random(1);
        logits = [.. Enumerable.Range(0, 152_000).Select(_ => random.NextSingle())];
        folder = Directory.CreateTempSubdirectory("talo-parts-").FullName;
        store = new ResultStore(folder);
        store.AddSweep(sweep);
        rows = [.. Enumerable.Range(0, 100).SelectMany(i => PassesOf($"{i}"))];
    }

    [GlobalCleanup]
    public void Dispose()
    {
        store.Dispose();
        Directory.Delete(folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    [Benchmark(Description = "score the letters, vocabulary of 152,000")]
    public ScoredPass Score() => LetterScorer.Score(logits, tokens, sample);

    [Benchmark(Description = "store a sample of 28 rows: journal, fsync, index")]
    public int Store() => store.Add(sweep.Id, PassesOf($"s{stored++}"));

    [Benchmark(Description = "vector of 100 samples, 28 layers")]
    public IReadOnlyList<TaskVector> Vector() => TaskVectors.From(rows, Layers);

    [Benchmark(Description = "decision (robust) on 100 samples, 28 layers")]
    public Decision Decide() => new RobustProtocol().Decide(table);

    private static List<ScoredPass> PassesOf(string index) =>
    [
        .. Enumerable.Range(0, Layers).Select(l => new ScoredPass(
            "task", null, index, "ABCD", 'B', l == 0 ? null : new Knockout(l, Module.Attention),
            [-1.5, -0.5, -2, -3], 'B', 1, 0.9)),
    ];
}
