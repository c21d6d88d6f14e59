using System.Text;
using TaLo.Models;
using TaLo.Selection;
using TaLo.Selection.Protocols;
using TaLo.Selection.Race;
using TaLo.Storage;
using TaLo.Sweeps;
using TaLo.Tests.Tasks;
using TaLo.UseCases;

namespace TaLo.Tests.UseCases;

/// <summary>
/// Greedy search on a model in which layer 2 spoils a quarter of the answers and layer 3 another quarter, but what layer 3
/// spoils shows only once layer 2 is out of the way.
/// </summary>
public sealed class SetAdaptationTests : IDisposable
{
    private const int Samples = 96;
    private static readonly Knockout Two = new(2, Module.Attention), Three = new(3, Module.Attention);
    private static readonly KnockoutSet Pair = new(Two, Three);
    private readonly TempFolder _folder = new();
    private readonly FakeModel _model = new(layerCount: 5) { Knows = Spoilt };
    private readonly string _data;

    public SetAdaptationTests()
    {
        var rows = Enumerable.Range(0, Samples).Select(i => $"{i}\tWhich is {"AB"[i % 2]}? No {i}.\tone\ttwo\t{"AB"[i % 2]}\ttask");
        _data = _folder.Write("data.tsv", "index\tquestion\tA\tB\tanswer\tcategory\n" + string.Join('\n', rows) + "\n");
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Should_Find_The_Pair_And_Stop_There(bool race)
    {
        var adapted = Adapt(3, race);

        Assert.Equal(Two, Assert.Single(adapted.Decisions).Chosen);
        var path = Assert.Single(adapted.Paths);
        Assert.Equal(["kept", "kept", "nothing to add"], path.Steps.Select(s => s.Verdict));
        Assert.Equal(Pair, path.Set);
        Assert.Equal([Two, Three], path.Set.Knockouts);
        Assert.All(path.Steps.Take(2), s => Assert.Equal((Samples / 2, 0), (s.HeldOut!.Samples, s.HeldOut.Broken)));
        Assert.Equal(path.Steps[0].HeldOut!.Fixed + path.Steps[1].HeldOut!.Fixed, path.HeldOut!.Fixed);
        Assert.Equal(1, path.HeldOut.AdaptedAccuracy);
        Assert.Equal(path.Steps[1].HeldOut!.BaseAccuracy, path.Steps[0].HeldOut!.AdaptedAccuracy);

        using var store = new ResultStore(Store);
        var profile = Assert.Single(store.Profiles());
        Assert.Equal((Two, Pair, "attention 2 + attention 3"), (profile.Knockout, profile.Set, profile.Choice));
        Assert.Equal((path.HeldOut, path.Probe), (profile.HeldOut, profile.Probe));
        Assert.EndsWith(race ? ", race, up to 3 layers" : "seed 0, up to 3 layers", profile.Options, StringComparison.Ordinal);
        Assert.Equal([true, true, false], profile.Steps!.Select(s => s.IsKept));
        Assert.Equal(["zero", "zero with attention 2 + attention 3 in force", "zero with attention 2 in force"], store.Sweeps().Select(s => s.Tried).Order(StringComparer.Ordinal));
        Assert.All(store.Sweeps(), s => Assert.All(store.Passes(s.Id), p => Assert.DoesNotContain(p.Knockout ?? new Knockout(0, Module.Ffn), s.InForce.Knockouts)));
    }

    [Fact]
    public void Should_Decide_The_Same_Live_And_Replayed_And_Say_Which_Step_Is_Missing()
    {
        var live = Adapt(3, race: false);
        var again = Adapt(3, race: false);
        var replayed = Replay(3);
        Assert.Equal(Text(live), Text(again));
        Assert.Equal(Text(live), Text(replayed));

        using (var store = new ResultStore(Store))
            Assert.True(store.DeleteSweep(store.Sweeps().Single(s => s.InForce.Equals(Two)).Id));
        var cut = Assert.Single(Replay(3).Paths);
        Assert.Equal(["kept", "not decided"], cut.Steps.Select(s => s.Verdict));
        Assert.Contains("the sweep with attention 2 in force is not stored", cut.Steps[1].Why, StringComparison.Ordinal);
        Assert.Equal(Two, Assert.Single(cut.Set.Knockouts));
        Assert.Equal(["kept"], Assert.Single(Replay(1) is { Paths: [] } ? [Replay(2)] : Array.Empty<Adapted>()).Paths[0].Steps.Take(1).Select(s => s.Verdict));
    }

    [Fact]
    public void Should_Keep_The_First_Layer_Alone_Where_The_Second_Does_Not_Hold()
    {
        // Layer 3 mends what is probed and nothing else: the evaluation set denies it.
        var pool = Assert.Single(Adapt(1, race: false).Decisions).Pool.ToHashSet();
        _model.Knows = (prompt, knockouts) => knockouts.Contains(Three) && !pool.Contains(Number(prompt)) ? Spoilt(prompt, [.. knockouts.Where(k => k != Three)]) : Spoilt(prompt, knockouts);

        foreach (var race in new[] { false, true })
        {
            var path = Assert.Single(Adapt(3, race, store: $"other {race}").Paths);
            Assert.Equal(["kept", "not kept"], path.Steps.Select(s => s.Verdict));
            Assert.Equal(Three, path.Steps[1].Added);
            Assert.Equal(Two, Assert.Single(path.Set.Knockouts));
            Assert.Null(path.HeldOut);
        }
    }

    [Fact]
    public void Should_Try_No_Second_Layer_Where_The_First_Does_Not_Hold()
    {
        var pool = Assert.Single(Adapt(1, race: false).Decisions).Pool.ToHashSet();
        _model.Knows = (prompt, knockouts) => pool.Contains(Number(prompt)) ? Spoilt(prompt, knockouts) : Spoilt(prompt, []);

        var path = Assert.Single(Adapt(3, race: true, store: "other").Paths);
        Assert.Equal(["kept, not confirmed"], path.Steps.Select(s => s.Verdict));
        Assert.Equal(Two, Assert.Single(path.Set.Knockouts));
        using var store = new ResultStore(_folder.File("other"));
        Assert.Equal(["zero"], store.Sweeps().Select(s => s.Tried));
        Assert.Contains("no second layer was tried", Assert.Single(store.Profiles()).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Should_Search_In_Groups_Of_Tasks()
    {
        var rows = Enumerable.Range(0, Samples).Select(i => $"{i}\tWhich is {"AB"[i % 2]}? No {i}.\tone\ttwo\t{"AB"[i % 2]}\ttask {i % 3}\tall");
        var data = _folder.Write("groups.tsv", "index\tquestion\tA\tB\tanswer\tcategory\tl2-category\n" + string.Join('\n', rows) + "\n");
        var request = Request(3) with { Unit = TaskUnit.L2Category, Sweep = Sweep(Store) with { DataPath = data } };

        var path = Assert.Single(Adaptation.Run(request, new Host(_model), default).Paths);
        Assert.Equal(("all", Pair), (path.Task, path.Set));
        Assert.Equal((Samples / 2, 1.0), (path.HeldOut!.Samples, path.HeldOut.AdaptedAccuracy));
        using var store = new ResultStore(Store);
        Assert.Equal(["task 0", "task 1", "task 2"], store.Passes(store.Sweeps().Single(s => s.InForce.Equals(Two)).Id).Select(p => p.Task).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Should_Not_Judge_The_Model_Of_The_Step_Before_Again_Where_Nothing_Is_Added()
    {
        var last = Assert.Single(Adapt(3, race: true).Paths).Steps[^1];
        Assert.Equal("nothing to add", last.Verdict);
        using var store = new ResultStore(Store);
        Assert.InRange(store.Passes(store.Sweeps().Single(s => s.InForce.Equals(Pair)).Id).Select(p => p.Index).Distinct().Count(), 1, Samples / 2);
    }

    [Fact]
    public void Should_Search_By_Paper_With_The_Same_Test_On_The_Evaluation_Set()
    {
        var path = Assert.Single(Adapt(4, race: false, new PaperProtocol(20)).Paths);

        Assert.Equal([Two, Three], path.Set.Knockouts);
        Assert.DoesNotContain(path.Steps.Skip(2), s => s.IsKept);
    }

    [Fact]
    public void Should_Judge_The_Set_Of_A_Profile_With_What_Is_Stored()
    {
        Adapt(3, race: false);
        _model.OnPass = _ => Assert.Fail("everything is stored");
        using var session = SweepSession.Open(Sweep(Store), new Host(_model), default);
        var judged = Assert.Single(Evaluation.Run(session, new EvalRequest { Sweep = Sweep(Store) }, default)!);

        Assert.Equal(("attention 2 + attention 3", Two), (judged.Set, judged.Knockout));
        Assert.Equal((Samples / 2, Samples / 2, 0), (judged.LeftOut, judged.Counts.Samples, judged.Counts.Broken));
        Assert.Equal(1, judged.Counts.AdaptedAccuracy);
    }

    [Fact]
    public void Should_Judge_A_Set_By_Hand()
    {
        using var session = SweepSession.Open(Sweep(Store), new Host(_model), default);
        var judged = Assert.Single(Evaluation.Run(session, new EvalRequest { Sweep = Sweep(Store), Knockouts = Pair }, default)!);
        Assert.Equal((Samples, 0.5, 1.0), (judged.Counts.Samples, judged.Counts.BaseAccuracy, judged.Counts.AdaptedAccuracy));
        var late = new KnockoutSet(Two, new Knockout(3, KnockoutKind.Uniform().In(Scope.Answer)));
        Assert.Throws<SelectionException>(() => Evaluation.Run(session, new EvalRequest { Sweep = Sweep(Store), Knockouts = late }, default));
    }

    [Fact]
    public void Should_Refuse_What_Cannot_Be_Searched()
    {
        Assert.Contains("there are 4 candidates", Refused(() => Adapt(5, race: false)), StringComparison.Ordinal);
        Assert.Contains("--protocol pooled", Refused(() => Adapt(2, race: false, new PooledProtocol(new RobustProtocol()))), StringComparison.Ordinal);
        Assert.Contains("one block", Refused(() => Adapt(2, race: false, kind: KnockoutKind.Repeat())), StringComparison.Ordinal);
        Assert.Contains("one step alone", Refused(() => Adaptation.Run(Request(2) with { From = _data }, new Host(_model), default)), StringComparison.Ordinal);
        Adapt(3, race: false);
        string step;
        using (var store = new ResultStore(Store))
            step = store.Sweeps().First(s => !s.InForce.IsNone).Id;
        Assert.Contains("a step on the way to a set", Refused(() => Adaptation.Run(Request(1) with { Replay = step }, new Host(_model), default)), StringComparison.Ordinal);
    }

    [Fact]
    public void Should_Refuse_A_Results_File_Of_A_Step()
    {
        Adapt(3, race: false);
        var file = _folder.File("step.jsonl");
        using (var store = new ResultStore(Store))
        {
            var step = store.Sweeps().First(s => !s.InForce.IsNone);
            ResultLines.Write(file, store.Passes(step.Id), step.Key.Intervention, inForce: step.Key.InForce);
        }

        Assert.All(ResultLines.Read(file), l => Assert.NotNull(l.InForce));
        Assert.Contains("in force are a step", Assert.Throws<OutcomeException>(() => Adaptation.Run(Request(1) with { From = file }, new Host(_model), default)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Should_Go_On_Where_It_Was_Stopped()
    {
        var whole = Text(Adapt(3, race: false, store: "whole"));
        using var stop = new CancellationTokenSource();
        var passes = 0;
        _model.OnPass = knockouts =>
        {
            if (knockouts.Contains(Two) && knockouts.Count == 2 && ++passes == 40)
                stop.Cancel();
        };
        Assert.Throws<OperationCanceledException>(() => Adaptation.Run(Request(3) with { Sweep = Sweep(Store) }, new Host(_model), stop.Token));
        using (var store = new ResultStore(Store))
            Assert.Equal("attention 2", Assert.Single(store.Profiles()).Choice);
        _model.OnPass = null;
        Assert.Equal(whole, Text(Adapt(3, race: false)));
    }

    private string Store => _folder.File("store");

    private static string Refused(Action act) => Assert.Throws<SelectionException>(act).Message;

    private static string Number(string prompt) => prompt[(prompt.IndexOf("No ", StringComparison.Ordinal) + 3)..].Split('.')[0];

    private static char Spoilt(string prompt, IReadOnlyList<Knockout> knockouts)
    {
        var number = int.Parse(Number(prompt), System.Globalization.CultureInfo.InvariantCulture);
        var isRight = (number / 2 % 4) switch
        {
            0 => knockouts.Contains(Two),
            1 => knockouts.Contains(Two) && knockouts.Contains(Three),
            _ => true,
        };
        return "AB"[(number + (isRight ? 0 : 1)) % 2];
    }

    private static string Text(Adapted adapted)
    {
        var text = new StringBuilder();
        foreach (var path in adapted.Paths)
        {
            text.AppendLine($"{path.Task} {path.Set} {path.Probe} {path.HeldOut} {path.Why}");
            foreach (var step in path.Steps)
                text.AppendLine($"{step.InForce} {step.Why} {string.Join(' ', step.Decision!.Evidence)}");
        }

        return text.ToString();
    }

    private AdaptRequest Request(int maxLayers) => new() { Protocol = new RobustProtocol(), Redraws = 0, MaxLayers = maxLayers, Store = Store };

    private SweepRequest Sweep(string store, KnockoutKind? kind = null) => new()
    {
        Model = new ModelOptions { ModelPath = _folder.File("model.gguf") },
        DataPath = _data,
        Kinds = [kind ?? Module.Attention],
        Store = store,
    };

    private Adapted Adapt(int maxLayers, bool race, IProtocol? protocol = null, KnockoutKind? kind = null, string store = "store") => Adaptation.Run(
        Request(maxLayers) with
        {
            Protocol = protocol ?? new RobustProtocol(),
            Race = race ? new RaceOptions() : null,
            Sweep = Sweep(_folder.File(store), kind),
            Store = _folder.File(store),
        }, new Host(_model), default);

    private Adapted Replay(int maxLayers)
    {
        using var store = ResultStore.OpenReadOnly(Store, _ => { });
        return Adaptation.Run(Request(maxLayers) with { Replay = store.Sweeps().Single(s => s.InForce.IsNone).Id }, new Host(_model), default);
    }

    private sealed class Host(FakeModel model) : IWorkHost
    {
        public ILoadedModel Lend(ModelOptions options, CancellationToken stop) => model;

        public void TakeBack(ILoadedModel given)
        {
        }

        public void Note(string line)
        {
        }

        public SweepOutcome Watch(Func<IProgress<SweepProgress>, CancellationToken, SweepOutcome> sweep, CancellationToken stop) => sweep(new Progress<SweepProgress>(), stop);
    }
}
