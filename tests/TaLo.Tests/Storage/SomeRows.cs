using CsCheck;
using TaLo.Models;
using TaLo.Scoring;
using TaLo.Storage;
using TaLo.Sweeps;
using TaLo.Tasks;

namespace TaLo.Tests.Storage;

/// <summary>Rows and sweeps that no model had to make.</summary>
internal static class SomeRows
{
    private static readonly Gen<Module> SomeModule = Gen.Enum<Module>();

    /// <summary>Rows of one sweep: any tasks, some samples without a base row, any doubles, none with another's key.</summary>
    public static Gen<List<ScoredPass>> OfOneSweep { get; } =
        Gen.Select(Gen.Int[0, 2], Gen.Int[0, 8], Gen.Int[-1, 3], SomeModule, Gen.Double[-30, 0].Array[3], Gen.Bool)
            .Select(r => Row($"task{r.Item1}", $"{r.Item2}", r.Item3 < 0 ? null : new Knockout(r.Item3, r.Item4), r.Item5, r.Item2 % 2 == 0 ? 'A' : 'C') with
            {
                Choice = r.Item2 % 3 == 0 ? null : new ChoiceScores([3, 1, 12], r.Item2 % 3 == 1 ? null : [.. r.Item5.Select(p => p / 2)]),
            })
            .List[0, 80]
            .Select(rows => rows.DistinctBy(r => (r.Task, r.Index, r.Knockout)).ToList());

    /// <summary>Generated answers: with options, without letters, and to an open question of a rotated one.</summary>
    public static IReadOnlyList<ScoredPass> Generated { get; } =
    [
        Row("task", "1", null, [-1, -2], 'B') with { Predicted = 'B', Generated = new GeneratedScore("B", 1, false, []) },
        Row("task", "1", new Knockout(1, Module.Attention), [-1, -2], 'B') with { Predicted = VqaSample.NoLetter, Generated = new GeneratedScore("Où ?\n\u0007 so weit", 0, true, []) },
        Row("task", "2", null, [-1, -2], 'A') with { LogProbabilities = [], Predicted = 'A', Margin = 0, LetterMass = 0, Generated = new GeneratedScore("(A)", 1, false, []) },
        Open("3", null, "", 0.3), Open("3", new Knockout(2, Module.Ffn), "twelve", 0.6),
    ];

    public static StoredSweep Sweep(string name = "model") => new(
        new SweepKey(name, null, "data", "prompt", null, "letter", "engine", "zero"),
        new SweepFacts(name, "fake", 4, "F32", "data", "default", new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero)));

    public static ScoredPass Row(string task, string index, Knockout? knockout, double[] logProbabilities, char answer)
    {
        var predicted = Array.IndexOf(logProbabilities, logProbabilities.Max());
        var wrong = logProbabilities.Where((_, i) => i != answer - 'A').Max();
        return new ScoredPass(
            task, "group", index, "ABCDEFG"[..logProbabilities.Length], answer, knockout,
            logProbabilities, (char)('A' + predicted), logProbabilities[answer - 'A'] - wrong, 0.5);
    }

    private static ScoredPass Open(string index, Knockout? knockout, string text, double score) =>
        new("task", "group", index, "", VqaSample.NoLetter, knockout, [], VqaSample.NoLetter, score >= 0.5 ? 0 : -1.5, 0)
        {
            Cluster = "3",
            Circle = new Circle("1", 4),
            Generated = new GeneratedScore(text, score, false, ["12", "12", "a dozen"]),
        };

    /// <summary>The rows as the store takes them: sample by sample.</summary>
    public static void AddTo(ResultStore store, StoredSweep sweep, IEnumerable<ScoredPass> rows)
    {
        store.AddSweep(sweep);
        foreach (var sample in rows.GroupBy(r => (r.Task, r.Index)))
            store.Add(sweep.Id, [.. sample]);
    }
}
