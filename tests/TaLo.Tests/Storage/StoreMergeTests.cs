using CsCheck;
using TaLo.Models;
using TaLo.Profiles;
using TaLo.Scoring;
using TaLo.Storage;
using TaLo.Sweeps;
using TaLo.Tests.Profiles;
using TaLo.Tests.Sweeps;

namespace TaLo.Tests.Storage;

public sealed class StoreMergeTests : IDisposable
{
    private static readonly StoredSweep Sweep = SomeRows.Sweep();

    private readonly FastFolder _folder = new();

    [Fact]
    public void Should_Be_The_Store_Of_A_Single_Run_Whatever_Came_To_Which_Shard() =>
        Gen.Select(SomeRows.OfOneSweep, Gen.Int[1, 4], Gen.Int[0, 2].Array[80]).Sample(
            g =>
            {
                using var folder = new FastFolder();
                // A row goes to one store, and every third to all of them; rows of a sample may be in several stores.
                var stores = Enumerable.Range(0, g.Item2).Select(i => Fill(folder, $"{i}", Sweep, [.. g.Item1
                    .Where((_, r) => r % g.Item2 == i || g.Item3[r] == 0)])).ToList();
                Fill(folder, "single", Sweep, g.Item1);
                var before = stores.ConvertAll(Files);

                var into = Path.Combine(folder.Path, "into");
                var merged = StoreMerge.Merge(into, stores);
                var again = StoreMerge.Merge(into, [.. stores, into]);

                Assert.Equal(Rows(Path.Combine(folder.Path, "single")), Rows(into));
                Assert.Equal(g.Item1.Count, merged.Stores.Sum(s => s.PassesNew));
                Assert.Equal(0, again.Stores.Sum(s => s.PassesNew));
                Assert.Equal(before, stores.ConvertAll(Files));
            },
            iter: 15, threads: 1);

    [Fact]
    public void Should_Refuse_A_Contradiction_And_Name_Both_Lines()
    {
        var one = Fill("one", Row("1", -1), Row("2", -1));
        var other = Fill("other", Row("3", -1), Row("4", -1), Row("2", -1.25));
        var into = Fill("into", Row("9", -1));
        var before = File.ReadAllBytes(JournalOf(into));

        var error = Assert.Throws<StoreException>(() => StoreMerge.Merge(into, [one, other]));

        // Line 1 is the sweep.
        Assert.StartsWith($"{JournalOf(other)}, line 4 contradicts {JournalOf(one)}, line 3: task task, sample 2 ", error.Message);
        Assert.Contains("nothing was merged", error.Message);
        Assert.Equal(before, File.ReadAllBytes(JournalOf(into)));
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public void Should_Refuse_What_Contradicts_The_Store_It_Goes_Into()
    {
        var into = Fill("into", Row("9", -1), Row("2", -1));
        var one = Fill("one", Row("2", -1.25));
        var before = Rows(into);

        var error = Assert.Throws<StoreException>(() => StoreMerge.Merge(into, [one]));

        Assert.StartsWith($"{JournalOf(one)}, line 2 contradicts {JournalOf(into)}, line 3: ", error.Message);
        Assert.Equal(before, Rows(into));
    }

    [Fact]
    public void Should_Refuse_A_Sample_With_Other_Options()
    {
        var one = Fill("one", Row("2", -1));
        var other = Fill("other", SomeRows.Row("task", "2", new Knockout(1, Module.Ffn), [-1, -2, -3, -4], 'B'));

        Assert.Contains("line 2 contradicts", Assert.Throws<StoreException>(() => StoreMerge.Merge(Place("into"), [one, other])).Message);
        Assert.Empty(ResultStore.OpenReadOnly(Place("into")).Sweeps());
    }

    [Fact]
    public void Should_Be_As_If_Never_Begun_When_Killed_Before_Its_End()
    {
        var one = Fill("one", Row("1", -1), Row("2", -1));
        var into = Fill("into", Row("9", -1));
        var before = Rows(into);
        // What a kill leaves: the copy, half written.
        var half = File.ReadAllBytes(JournalOf(one))[..^7];
        File.WriteAllBytes(new StoreFolder(into).Intake + ".new", half);

        Assert.Equal(before, Rows(into));
        Assert.False(File.Exists(new StoreFolder(into).Intake + ".new"));
        StoreMerge.Merge(into, [one]);
        Assert.Equal(Lines(before + Rows(one)), Lines(Rows(into)));
    }

    [Fact]
    public void Should_Be_As_If_Done_When_Killed_Before_All_Of_It_Was_Dealt_Out()
    {
        var one = Fill("one", Row("1", -1), Row("2", -1));
        var into = Fill("into", Row("9", -1));
        var journal = File.ReadAllBytes(JournalOf(into));
        StoreMerge.Merge(into, [one]);
        var expected = Rows(into);
        // The intake is in place, and half of it has come to the sweep's own journal.
        File.Copy(JournalOf(one), new StoreFolder(into).Intake);
        foreach (var dealt in new[] { journal, [.. journal, .. File.ReadAllBytes(JournalOf(one)).AsSpan(File.ReadAllLines(JournalOf(one))[0].Length + 1, 300)] })
        {
            File.WriteAllBytes(JournalOf(into), dealt);
            using (var reader = ResultStore.OpenReadOnly(into))
                Assert.Equal(expected, Bench.Text(reader.Passes(Sweep.Id)));
        }

        Assert.Equal(expected, Rows(into));
        Assert.False(File.Exists(new StoreFolder(into).Intake));
        Assert.Equal(3, expected.Count(c => c == '\n'));
    }

    [Fact]
    public void Should_Leave_The_Store_Usable()
    {
        var one = Fill("one", Row("1", -1));
        var into = Place("into");
        StoreMerge.Merge(into, [one]);
        using (var store = new ResultStore(into))
        {
            Assert.Equal(1, store.Add(Sweep.Id, [Row("2", -1)]));
            Assert.Equal(0, store.Add(Sweep.Id, [Row("1", -1)]));
        }

        Assert.Equal(2, Rows(into).Count(c => c == '\n'));
    }

    [Fact]
    public void Should_Not_Bring_Back_What_A_Source_Has_Deleted()
    {
        var one = Fill("one", Row("1", -1));
        using (var store = new ResultStore(one))
            store.DeleteSweep(Sweep.Id);

        Assert.Empty(StoreMerge.Merge(Place("into"), [one]).Sweeps);
    }

    [Fact]
    public void Should_Keep_The_Newer_Of_Two_Profiles_In_Any_Order()
    {
        var one = Keep("one", SomeProfile.Of("maps", 3, minute: 1), SomeProfile.Of("ocr", 4, minute: 9));
        var other = Keep("other", SomeProfile.Of("maps", 5, minute: 2), SomeProfile.Of("ocr", 6, minute: 8));

        foreach (var order in new[] { new[] { one, other }, [other, one], [one, other, one] })
        {
            var into = Place(Guid.NewGuid().ToString());
            StoreMerge.Merge(into, order);
            var again = StoreMerge.Merge(into, order);
            using var store = ResultStore.OpenReadOnly(into);
            Assert.Equal(["maps attention 5", "ocr attention 4"], store.Profiles().Select(p => $"{p.Task} {p.Choice}").Order());
            Assert.Equal(0, again.Stores.Sum(s => s.Profiles));
        }
    }

    [Fact]
    public void Should_Keep_Sweeps_Of_Different_Devices_Apart_And_Know_Them()
    {
        var gpu = Sweep with { Key = Sweep.Key with { Engine = "engine cuda" } };
        var one = Fill("one", Row("1", -1));
        var other = Fill(_folder, "other", gpu, [Row("1", -1.000001)]);

        var merged = StoreMerge.Merge(Place("into"), [one, other]);

        Assert.Equal(2, merged.Sweeps.Count);
        Assert.Equal(["engine", "engine cuda"], Assert.Single(merged.OnOtherDevices).Select(s => s.Key.Engine).Order());
        Assert.Empty(StoreMerge.Merge(Place("else"), [one]).OnOtherDevices);
    }

    [Fact]
    public void Should_Say_What_Is_No_Store_Before_It_Makes_One()
    {
        var error = Assert.Throws<StoreException>(() => StoreMerge.Merge(Place("into"), [Fill("one", Row("1", -1)), Place("typo")]));

        Assert.StartsWith($"{Place("typo")}/sweeps: no such folder", error.Message);
        Assert.False(Directory.Exists(Place("into")));
    }

    [Fact]
    public void Should_Refuse_A_Damaged_Store_And_Pass_Over_A_Torn_End()
    {
        var one = Fill("one", Row("1", -1), Row("2", -1));
        File.AppendAllText(JournalOf(one), "{\"talo\":1,\"sum\":\"0123");
        Assert.Equal(2, StoreMerge.Merge(Place("into"), [one]).Stores[0].PassesNew);

        File.WriteAllText(JournalOf(one), File.ReadAllText(JournalOf(one)).Replace("\"predicted\":\"B\"", "\"predicted\":\"A\""));
        Assert.Contains($"{JournalOf(one)}, line 2: damaged", Assert.Throws<StoreException>(() => StoreMerge.Merge(Place("into"), [one])).Message);
    }

    public void Dispose() => _folder.Dispose();

    private static ScoredPass Row(string index, double first) => SomeRows.Row("task", index, null, [first, -0.5, -3], 'B');

    private static string JournalOf(string folder) => new StoreFolder(folder).Journal(Sweep.Id);

    private string Place(string name) => Path.Combine(_folder.Path, name);

    private string Fill(string name, params List<ScoredPass> rows) => Fill(_folder, name, Sweep, rows);

    private static string Fill(FastFolder folder, string name, StoredSweep sweep, List<ScoredPass> rows)
    {
        var path = Path.Combine(folder.Path, name);
        using var store = new ResultStore(path);
        SomeRows.AddTo(store, sweep, rows);
        return path;
    }

    private string Keep(string name, params TaskProfile[] profiles)
    {
        using var store = new ResultStore(Place(name));
        foreach (var profile in profiles)
            store.PutProfiles(profile);
        return Place(name);
    }

    private static string Rows(string folder)
    {
        using var store = new ResultStore(folder);
        return Bench.Text(store.Passes(Sweep.Id));
    }

    private static IEnumerable<string> Lines(string text) => text.Split('\n').Order(StringComparer.Ordinal);

    private static string Files(string folder) => string.Join('\n', Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
        .Select(f => $"{f} {Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(f)))}"));
}
