using TaLo.Models;
using TaLo.Profiles;
using TaLo.Scoring;
using TaLo.Statistics;
using TaLo.Storage;
using TaLo.Sweeps;
using TaLo.Tasks;
using TaLo.Tasks.Readers;
using TaLo.Terminal.Library;
using TaLo.Terminal.Screens;
using TaLo.Terminal.Ui;
using Terminal.Gui.Input;

namespace TaLo.Terminal.Tests.Ui;

/// <summary>One task's samples, all of them, on a sweep that was made up.</summary>
public sealed class LayerScreenTests : IDisposable
{
    private static readonly Knockout Attention1 = new(1, Module.Attention);
    private readonly Sandbox _sandbox = new();
    private readonly StoredSweep _sweep;

    public LayerScreenTests()
    {
        var path = _sandbox.Write("numbers.tsv", Question.Tsv(Question.Some(4, task: "maps").Select(q => q with { Answer = "A" })));
        using var data = DataSets.Open(path);
        _sweep = new StoredSweep(
            new SweepKey(new string('a', 64), null, data.Fingerprint, PromptTemplate.Default.Fingerprint, null, "letter", "fake 1 cpu", "zero"),
            new SweepFacts("one", "llama", 30, "Q8_0", "numbers", "default", DateTimeOffset.UnixEpoch, "/models/one.gguf", null, path));
        using var store = new ResultStore(_sandbox.Store);
        store.AddSweep(_sweep);
        // Fixed, broken, right, wrong.
        foreach (var (before, after, i) in new[] { (false, true, 1), (true, false, 2), (true, true, 3), (false, false, 4) })
            store.Add(_sweep.Id, [Pass(i, null, before), Pass(i, Attention1, after)]);
    }

    [Fact]
    public void Should_Show_Every_Kind_Of_Sample_With_Both_Answers_And_Find_One_By_Its_Text()
    {
        using var stage = new Stage(_sandbox, ui => [new LayerScreen(ui), new SweepScreen(ui)], ColourDepth.None, 120, 40);
        ((LayerScreen)stage.Window.Current).Open(_sweep, "maps", Attention1);
        stage.DrawUntil(() => stage.Screen.Contains("fixed: Which is number 1?", StringComparison.Ordinal));
        Assert.Contains("base 50.0% of 4; 0-25 of 30 ↕", stage.Screen, StringComparison.Ordinal);
        Assert.Contains("log p: base → bypassed", stage.Screen, StringComparison.Ordinal);
        stage.DrawUntil(() => stage.Screen.Contains("✓A. red", StringComparison.Ordinal));
        Assert.Contains("−1.61 → ▸−0.29", stage.Screen, StringComparison.Ordinal);
        Assert.Contains("▸−0.29 →  −1.61", stage.Screen, StringComparison.Ordinal);

        stage.Press(Key.Tab);
        foreach (var (heading, count) in new[] { ("All samples", 4), ("Fixed samples", 1), ("Broken samples", 1), ("Right with and without", 1), ("Wrong with and without", 1), ("Changed samples", 2), ("All samples", 4) })
        {
            stage.Press(Key.F);
            Assert.Contains($"─ {heading} ─", stage.Screen, StringComparison.Ordinal);
            Assert.Contains($"1 of {count} ", stage.Screen, StringComparison.Ordinal);
        }
        stage.Press(new Key('/'));
        stage.Press([.. "number 4".Select(c => new Key(c))]);
        stage.DrawUntil(() => stage.Screen.Contains("Sample 4: wrong with and without", StringComparison.Ordinal) && stage.Screen.Contains(" Which is number 4?", StringComparison.Ordinal));
        Assert.Contains("1 of 1, 4 in all", stage.Screen, StringComparison.Ordinal);
    }

    [Fact]
    public void Should_Show_What_Was_Said_Where_Answers_Were_Generated()
    {
        var generated = _sweep with { Key = _sweep.Key with { Scoring = ScoringMethod.Generate.Name } };
        using (var store = new ResultStore(_sandbox.Store))
        {
            store.AddSweep(generated);
            store.Add(generated.Id, [Said(Pass(1, null, false), "none of \u001b[31mthem"), Said(Pass(1, Attention1, true), "A. red")]);
            store.Add(generated.Id, [Open(Pass(2, null, false), "blue"), Open(Pass(2, Attention1, true), "a red one")]);
        }

        using var stage = new Stage(_sandbox, ui => [new LayerScreen(ui), new SweepScreen(ui)], ColourDepth.None, 120, 40);
        ((LayerScreen)stage.Window.Current).Open(generated, "maps", Attention1);
        stage.DrawUntil(() => stage.Screen.Contains("base: none of ␛[31mthem", StringComparison.Ordinal));
        Assert.Contains("bypassed: A. red", stage.Screen, StringComparison.Ordinal);
        Assert.Contains("- → A", stage.Screen, StringComparison.Ordinal);
        Assert.Contains("blue → a red one", stage.Screen, StringComparison.Ordinal);
        stage.Press(Key.Tab);
        stage.Press(Key.CursorDown);
        stage.DrawUntil(() => stage.Screen.Contains("accepted: red, red one", StringComparison.Ordinal));
        Assert.DoesNotContain("log p: base → bypassed", stage.Screen, StringComparison.Ordinal);
    }

    [Fact]
    public void Should_Show_The_Steps_To_A_Kept_Set()
    {
        var first = new PairedComparison(20, 10, 8, 0);
        using (var store = new ResultStore(_sandbox.Store))
        {
            store.PutProfiles(new TaskProfile(
                new ProfileModel("one", "Q8_0", 30, new string('a', 64), null), "numbers", _sweep.Key.DataSetFingerprint, "maps", Attention1, "robust", "seed 0", "because",
                null, null, first, [], DateTimeOffset.UnixEpoch,
                Steps: [new(Attention1, null, null, first, true, "kept: 8 fixed"), new(new Knockout(9, Module.Attention), null, null, first, true, "kept: too"), new(null, null, null, null, false, "nothing to add")]));
        }

        using var stage = new Stage(_sandbox, ui => [new LayerScreen(ui), new SweepScreen(ui)], ColourDepth.None, 140, 60);
        ((LayerScreen)stage.Window.Current).Open(_sweep, "maps", Attention1);
        stage.DrawUntil(() => stage.Screen.Contains("kept by robust, layer after layer: attention 1 + attention", StringComparison.Ordinal));
        Assert.Contains("1. attention 1: kept: 8 fixed", stage.Screen, StringComparison.Ordinal);
        Assert.Contains("2. attention 9: kept: too", stage.Screen, StringComparison.Ordinal);
        Assert.Contains("3. none: nothing to add", stage.Screen, StringComparison.Ordinal);
    }

    [Fact]
    public void Should_Use_A_Step_With_What_Is_In_Force_And_Keep_No_Half_Of_A_Set()
    {
        var step = _sweep with { Key = _sweep.Key with { InForce = "attention 9" } };
        using (var store = new ResultStore(_sandbox.Store))
        {
            store.AddSweep(step);
            foreach (var i in Enumerable.Range(1, 4))
                store.Add(step.Id, [Pass(i, null, false), Pass(i, Attention1, true)]);
        }

        using var stage = new Stage(_sandbox, ui => [new LayerScreen(ui), new SweepScreen(ui)], ColourDepth.None, 140, 60);
        stage.Ui.Shared.Choose(new FoundModel(_sweep.Facts.ModelPath!, null, null, ""));
        var screen = (LayerScreen)stage.Window.Current;
        screen.Open(step, "maps", Attention1);
        stage.DrawUntil(() => stage.Screen.Contains("fixed: Which is number 1?", StringComparison.Ordinal));
        stage.Press(Key.U);
        Assert.Equal(KnockoutSet.Parse("attention 1, attention 9"), stage.Ui.Shared.Bypass!.Knockouts);
        Assert.Contains("BYPASSED: attention 1 + attention 9", stage.Screen, StringComparison.Ordinal);
        stage.Press(Key.D);
        stage.DrawUntil(() => stage.Screen.Contains("Protocol robust", StringComparison.Ordinal));
        Assert.Contains("a step on the way to a set", screen.Keys.Single(k => k.Key == Key.W).Disabled!(), StringComparison.Ordinal);
        Assert.Contains("a step on the way to a set", screen.Keys.Single(k => k.Key == Key.R).Disabled!(), StringComparison.Ordinal);
    }

    public void Dispose() => _sandbox.Dispose();

    private static ScoredPass Said(ScoredPass pass, string text) => pass with
    {
        Predicted = pass.Correct ? 'A' : VqaSample.NoLetter,
        Generated = new GeneratedScore(text, pass.Correct ? 1 : 0, false, []),
    };

    private static ScoredPass Open(ScoredPass pass, string text) => pass with
    {
        Letters = "",
        Answer = VqaSample.NoLetter,
        Predicted = VqaSample.NoLetter,
        LogProbabilities = [],
        Margin = 0,
        Generated = new GeneratedScore(text, pass.Correct ? 1 : 0, false, ["red", "red", "red one"]),
    };

    private static ScoredPass Pass(int sample, Knockout? knockout, bool right)
    {
        double[] p = right ? [Math.Log(0.75), Math.Log(0.2), Math.Log(0.05)] : [Math.Log(0.2), Math.Log(0.75), Math.Log(0.05)];
        return new ScoredPass("maps", null, $"{sample}", "ABC", 'A', knockout, p, right ? 'A' : 'B', p[0] - p[1], 1);
    }
}
