using TaLo.Storage;
using TaLo.Tests.Profiles;

namespace TaLo.Tests.Storage;

public class StoreCareTests
{
    /// <summary>A store may lie in a folder of the user's: what is not the store's stays.</summary>
    [Fact]
    public void Should_Remove_Only_Its_Own_Unfinished_Files()
    {
        using var bench = new StoreBench(1);
        string[] others = [.. new[] { "model.gguf.part", "settings.new", "out.jsonl.0123abcd.part" }.Select(n => Path.Combine(bench.Files.Path, n)), Path.Combine(bench.Files.Sweeps, "notes.new")];
        string[] own = [bench.Journal + ".new", bench.Files.Seal(bench.Sweep.Id) + ".0123abcd.part", bench.Files.Intake + ".new"];
        foreach (var file in others.Concat(own))
            File.WriteAllText(file, "?");

        bench.Open().Dispose();

        Assert.All(others, f => Assert.True(File.Exists(f)));
        Assert.All(own, f => Assert.False(File.Exists(f)));
    }

    [Fact]
    public void Should_Find_Nothing_Wrong_With_A_Store_That_Is_Whole()
    {
        using var bench = Filled();
        var before = Files(bench);

        var condition = StoreCare.Check(bench.Files.Path);

        Assert.True(condition.IsWell);
        Assert.Null(condition.Copy);
        Assert.Equal(1, condition.Profiles);
        Assert.Equal(new SweepSize(1, 20, 40), Assert.Single(condition.Sweeps).Size);
        Assert.Equal(before, Files(bench));
    }

    [Fact]
    public void Should_Name_And_Restore_What_Is_Damaged()
    {
        using var bench = Filled();
        bench.Damage(0, "\"layerCount\":4", "\"layerCount\":5");
        bench.Damage(3, "\"mass\":0.5", "\"mass\":0.6");
        bench.Damage(7, "\"sum\":\"", "\"sum\":\"x");
        var profile = Assert.Single(Directory.GetFiles(bench.Files.Profiles));
        var profiles = File.ReadAllBytes(profile);
        File.WriteAllText(profile, File.ReadAllText(profile).Replace("because", "Because"));

        var condition = StoreCare.Check(bench.Files.Path);
        var repair = StoreCare.Repair(bench.Files.Path);

        Assert.Equal([(1, null, null), (4, "task", "2"), (8, "task", "6")], Assert.Single(condition.Sweeps).Damages.Select(d => (d.Line, d.Task, d.Index)));
        Assert.Equal(profile, Assert.Single(condition.Damages).File);
        var sweep = Assert.Single(repair.Sweeps);
        Assert.Equal(2, sweep.Restored);
        Assert.Empty(sweep.Lost);
        Assert.True(File.Exists(Path.Combine(bench.Files.Sweeps, sweep.Aside!)));
        Assert.Equal((1, 0), (repair.ProfilesRestored, repair.ProfilesLost));
        Assert.Equal(bench.Expected, bench.Rows());
        Assert.Equal(profiles, File.ReadAllBytes(profile));
        Assert.True(StoreCare.Check(bench.Files.Path) is { IsWell: true, Copy: null });
        Assert.Empty(StoreCare.Repair(bench.Files.Path).Sweeps);
    }

    [Fact]
    public void Should_Restore_A_Journal_That_Is_Gone_Or_Cut()
    {
        using var bench = Filled();
        File.Delete(bench.Journal);
        Assert.Equal(20, Assert.Single(StoreCare.Repair(bench.Files.Path).Sweeps).Restored);
        Assert.Equal(bench.Expected, bench.Rows());

        File.WriteAllBytes(bench.Journal, File.ReadAllBytes(bench.Journal)[..2000]);
        Assert.Empty(Assert.Single(StoreCare.Repair(bench.Files.Path).Sweeps).Lost);
        Assert.Equal(bench.Expected, bench.Rows());
    }

    [Fact]
    public void Should_Say_What_Is_Lost_Where_The_Copy_Has_It_Neither()
    {
        using var bench = Filled();
        bench.Damage(3, "\"mass\":0.5", "\"mass\":0.6");
        File.Delete(bench.Files.Database);
        File.WriteAllText(Assert.Single(Directory.GetFiles(bench.Files.Profiles)), "");

        var repair = StoreCare.Repair(bench.Files.Path);

        var lost = Assert.Single(Assert.Single(repair.Sweeps).Lost);
        Assert.Equal(("task", "2"), (lost.Task, lost.Index));
        Assert.Equal((0, 1), (repair.ProfilesRestored, repair.ProfilesLost));
        Assert.True(StoreCare.Check(bench.Files.Path) is { IsWell: true, Copy: null });
        Assert.Equal(38, bench.Rows().Count(c => c == '\n'));
    }

    [Fact]
    public void Should_Not_Take_From_The_Copy_What_Contradicts_The_Journal()
    {
        using var bench = Filled();
        using var other = new StoreBench(0);
        using (var store = other.Open())
            SomeRows.AddTo(store, other.Sweep, [SomeRows.Row("task", "1", null, [-7, -1, -3], 'B'), SomeRows.Row("task", "2", null, [-8, -1, -3], 'B')]);
        File.Copy(other.Files.Database, bench.Files.Database, overwrite: true);
        bench.Damage(3, "\"mass\":0.5", "\"mass\":0.6");

        StoreCare.Repair(bench.Files.Path);

        using var mended = bench.Open();
        Assert.Equal(-0.1, mended.PassesOf(bench.Sweep.Id, "task", "1")[0].LogProbabilities[0]);
        Assert.Equal(-8, Assert.Single(mended.PassesOf(bench.Sweep.Id, "task", "2")).LogProbabilities[0]);
    }

    [Fact]
    public void Should_Be_The_Damaged_Store_Or_The_Mended_One_Wherever_It_Is_Killed()
    {
        using var bench = Filled();
        bench.Damage(3, "\"mass\":0.5", "\"mass\":0.6");
        // What a kill leaves before the new journal takes the old one's place.
        File.WriteAllText(bench.Journal + ".new", "{\"talo\":1,\"sum\"");
        File.Delete(bench.Files.Seal(bench.Sweep.Id));

        Assert.Equal(1, Assert.Single(StoreCare.Repair(bench.Files.Path).Sweeps).Restored);
        Assert.Equal(bench.Expected, bench.Rows());
        Assert.Empty(Directory.GetFiles(bench.Files.Path, "*.new", SearchOption.AllDirectories));
    }

    [Fact]
    public void Should_Make_A_Damaged_Summary_Anew()
    {
        using var bench = Filled();
        File.WriteAllText(bench.Files.Seal(bench.Sweep.Id), "{\"talo\":1}\n");
        Assert.Equal(bench.Files.Seal(bench.Sweep.Id), Assert.Single(Assert.Single(StoreCare.Check(bench.Files.Path).Sweeps).Damages).File);

        StoreCare.Repair(bench.Files.Path);

        Assert.True(StoreCare.Check(bench.Files.Path).IsWell);
    }

    [Fact]
    public void Should_Delete_Sweeps_And_Profiles_By_The_Beginning_Of_Their_Ids()
    {
        using var bench = Filled();
        var profile = SomeProfile.Of("maps", 3).Id;
        var messages = new List<string>();
        foreach (var wrong in new[] { new[] { bench.Sweep.ShortId, "ffff" }, [bench.Sweep.ShortId, "a"], [""] })
            Assert.Contains("nothing was deleted", Assert.Throws<StoreException>(() => StoreCare.Delete(bench.Files.Path, wrong, messages.Add)).Message);
        Assert.Equal(bench.Expected, bench.Rows());

        StoreCare.Delete(bench.Files.Path, [bench.Sweep.ShortId.ToUpperInvariant(), profile[..6], profile], messages.Add);

        Assert.Equal([$"deleted sweep {bench.Sweep.ShortId}", $"deleted profile {profile}"], messages);
        using var store = ResultStore.OpenReadOnly(bench.Files.Path);
        Assert.Empty(store.Sweeps());
        Assert.Empty(store.Profiles());
        Assert.Empty(Directory.GetFiles(bench.Files.Sweeps));
        Assert.True(StoreCare.Check(bench.Files.Path) is { IsWell: true, Copy: null });
    }

    [Fact]
    public void Should_Say_That_There_Is_No_Store()
    {
        using var folder = new FastFolder();
        foreach (var act in new Action<string>[] { f => StoreCare.Check(f), f => StoreCare.Repair(f), f => StoreCare.Delete(f, ["abcd"], _ => { }) })
            Assert.Contains("no store there", Assert.Throws<StoreException>(() => act(folder.Path)).Message);
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }

    private static StoreBench Filled()
    {
        var bench = new StoreBench(20);
        using var store = bench.Open();
        store.PutProfiles(SomeProfile.Of("maps", 3));
        return bench;
    }

    private static string Files(StoreBench bench) => string.Join('\n', Directory.GetFiles(bench.Files.Path, "*", SearchOption.AllDirectories)
        .Order(StringComparer.Ordinal).Select(f => $"{f} {Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(f)))}"));
}
