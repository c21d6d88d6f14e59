using TaLo.Images;
using TaLo.Models;
using TaLo.Reports;
using TaLo.Scoring;
using TaLo.Selection;
using TaLo.Selection.Evidence;
using TaLo.Selection.Protocols;
using TaLo.Statistics;
using TaLo.Tasks;
using TaLo.Vectors;

namespace TaLo.Tests.Reports;

/// <summary>Reports of any size that no model had to make; the same numbers each time.</summary>
internal static class SomeReport
{
    private static readonly string[] Words =
        ["Celebrity recognition", "OCR", "Spatial relationship", "Attribute comparison", "Nature relation", "Social relation of several people in one photograph"];

    public static Report Of(int tasks, int layers, int samplesPerTask = 4, int imageSide = 320)
    {
        var vectors = Vectors(tasks, layers);
        return new Report(
            "TaLo report: nano VLM on MMBench", new DateTimeOffset(2026, 11, 22, 15, 0, 0, TimeSpan.Zero), Facts(),
            ["task tiny was skipped: 6 samples, 10 shots"], vectors,
            [.. vectors.Select((v, i) => Task(v, i, layers, samplesPerTask, imageSide))]);
    }

    public static IReadOnlyList<TaskVector> Vectors(int tasks, int layers, Module module = Module.Attention)
    {
        var random = new Random(5);
        return [.. Enumerable.Range(0, tasks).Select(t => new TaskVector(
            $"{Words[t % Words.Length]} {t / Words.Length}".Replace(" 0", "", StringComparison.Ordinal), "perception", module, 120, 70,
            [.. Enumerable.Range(0, layers).Select(l => Effect(random, t, l, layers))]))];
    }

    /// <summary>Sixty coloured circles on a light ground.</summary>
    public static RgbImage Picture(int width, int height, int seed)
    {
        var random = new Random(seed);
        var picture = new RgbImage(width, height, [.. Enumerable.Repeat((byte[])[255, 228, 196], width * height).SelectMany(p => p)]);
        for (var i = 0; i < 60; i++)
        {
            var (x, y, radius) = (random.Next(width), random.Next(height), random.Next(4, 40));
            byte[] colour = [(byte)random.Next(256), (byte)random.Next(256), (byte)random.Next(256)];
            for (var row = Math.Max(0, y - radius); row < Math.Min(height, y + radius); row++)
            {
                var half = (int)Math.Sqrt((radius * radius) - ((row - y) * (row - y)));
                for (var column = Math.Max(0, x - half); column < Math.Min(width, x + half); column++)
                    colour.CopyTo(picture.Pixels, ((row * width) + column) * 3);
            }
        }

        return picture;
    }

    public static ReportSample Sample(string index, string question, bool repaired, params ReadOnlyMemory<byte>[] images)
    {
        var wrong = Pass([Math.Log(0.7), Math.Log(0.2), Math.Log(0.1)], 'A', Math.Log(0.2 / 0.7));
        var right = Pass([Math.Log(0.25), Math.Log(0.6), Math.Log(0.15)], 'B', Math.Log(0.6 / 0.25));
        var sample = new VqaSample(index, "task", "group", new VqaQuestion(
            question, "The picture shows circles.", [new('A', "left"), new('B', "right"), new('C', "neither <of> them & none")], images), 'B');
        return new ReportSample(sample, new PairedPass(repaired ? wrong : right, repaired ? right : wrong));

        ScoredPass Pass(double[] logProbabilities, char predicted, double margin) =>
            new("task", "group", index, "ABC", 'B', null, logProbabilities, predicted, margin, 0.9);
    }

    private static ReportTask Task(TaskVector vector, int place, int layers, int samples, int imageSide)
    {
        var best = vector.Layers.Where(l => l.Samples > 0).OrderByDescending(l => l.Delta).ThenBy(l => l.Layer).Take(5).ToList();
        Knockout? chosen = place % 3 == 0 || best.Count == 0 ? null : new Knockout(best[0].Layer, vector.Kind);
        var decision = new Decision(
            vector.Task, new PaperProtocol(), chosen is null ? Verdict.None : Verdict.Chosen, chosen,
            chosen is null ? "no candidate's adjusted p-value is at most 0.05" : "adjusted p-value 0.012 is at most 0.05",
            [], [], [],
            [.. best.Select(l => new CandidateEvidence(
                new Knockout(l.Layer, vector.Kind), l.Counts, 0.08, 0.05, 0.3, new Interval(0.1, 0.5), 0.1, 0.002, 0.012))],
            new HeldOutResult(
                chosen is null ? new PairedComparison(80, 47, 0, 0) : new PairedComparison(80, 47, 4 + (place % 7), 2 + (place % 5)),
                0, Interval.None),
            []);
        return new ReportTask(decision, vector.TaskGroup)
        {
            Stability = Stability(vector.Task, place, chosen),
            Curve = [.. new[] { 5, 10, 20, 50 }.Select((shots, i) => new StabilityReport(
                vector.Task, new PaperProtocol(shots), 200, [], 0.6 - (0.1 * i), 0.01 * i * (1 + (place % 4)), 0, 0))],
            Samples = chosen is null ? [] : [.. Enumerable.Range(0, samples).Select(s => Sample(
                $"{place}-{s}", "Which of the two circles lies nearer to the picture's upper edge?", s % 2 == 0,
                Picture(imageSide, imageSide * 3 / 4, (place * 100) + s).ToJpeg(90)))],
        };
    }

    /// <summary>A task that was not decided.</summary>
    public static Decision Skipped(string task, string reason) =>
        new(task, new PaperProtocol(), Verdict.Skipped, null, reason, [], [], [], [], null, []);

    private static StabilityReport Stability(string task, int place, Knockout? chosen)
    {
        var other = new ChoiceShare(new Knockout(1, Module.Ffn), 0.15, 0);
        return chosen is { } knockout
            ? new StabilityReport(task, new PaperProtocol(), 1000, [new(knockout, 0.55, 0), other], 0.3, 0, 0, 0)
            : new StabilityReport(task, new PaperProtocol(), 1000, [new(new Knockout(2, Module.Attention), 0.3, 0), other], 0.55, 0, 0, 0);
    }

    private static LayerEffect Effect(Random random, int task, int layer, int layers)
    {
        if (layer == layers / 2 && task % 4 == 1) return LayerEffect.None(layer);
        var family = task % 3 == 0 ? Math.Sin(layer) : Math.Cos(layer * 0.7);
        var broken = layer < 2 ? 35 : random.Next(2, 8);
        return new LayerEffect(layer, new(120, 70, layer < 2 ? 3 : Math.Max(0, (int)(4 + (5 * family) + random.Next(3))), broken), 0.1);
    }

    private static IReadOnlyList<ReportFacts> Facts() =>
    [
        new("Model", [new("Name", "nano VLM"), new("SHA-256", new string('a', 64)), new("Quantization", "Q4_K - Medium")]),
        new("Software", [new("TaLo", "0.1.0"), new("Engine", "llama.cpp 0.5.0-dev cpu"), new("Seed", "7")]),
        new("Prompt", [new("Template", "{{question}}\nA. {{option}}\nAnswer with the letter only.")]),
    ];
}
