using LiteDB;
using TaLo.Models;
using TaLo.Storage;
using TaLo.Tests.Profiles;

namespace TaLo.Tests.Storage;

/// <summary>The copy in LiteDB: it is for others to read, and whatever happens to it, no answer changes.</summary>
public class DatabaseTests
{
    [Fact]
    public void Should_Show_Everything_To_Whoever_Opens_It_With_LiteDB()
    {
        using var bench = new StoreBench(0);
        var profile = SomeProfile.Of("maps", 3);
        using (var store = bench.Open())
        {
            store.Add(bench.Sweep.Id, [
                SomeRows.Row("maps", "7", null, [-0.25, -1.5], 'A'),
                SomeRows.Row("maps", "7", new Knockout(3, Module.Ffn), [-1.25, -0.5], 'A'),
            ]);
            store.PutProfiles(profile);
        }

        using var lite = new LiteDatabase(new ConnectionString { Filename = bench.Files.Database, ReadOnly = true });
        var sweep = Assert.Single(lite.GetCollection("sweeps").FindAll());
        var sample = Assert.Single(lite.GetCollection("samples").FindAll());
        Assert.Equal((1, 1, 2L), (sweep["tasks"].AsInt32, sweep["samples"].AsInt32, sweep["passes"].AsInt64));
        Assert.Equal("model (F32)", sweep["model"].AsString);
        Assert.Equal((bench.Sweep.Id, "maps", "7", "A", "AB"), (sample["sweep"].AsString, sample["task"].AsString, sample["index"].AsString, sample["answer"].AsString, sample["predicted"].AsString));
        Assert.Equal(["base", "ffn 3"], sample["passes"].AsArray.Select(p => p.AsString));
        Assert.Equal([1.25, -0.75], sample["margin"].AsArray.Select(p => p.AsDouble));
        Assert.Equal([-1.25, -0.5], sample["p"].AsArray[1].AsArray.Select(p => p.AsDouble));
        Assert.Equal(profile.Id, Assert.Single(lite.GetCollection("profiles").FindAll())["_id"].AsString);
        Assert.Null(StoreCare.Check(bench.Files.Path).Copy);
    }

    [Fact]
    public void Should_Be_Made_Where_It_Is_Missing()
    {
        // More than two transactions.
        using var bench = new StoreBench(1200);
        File.Delete(bench.Files.Database);
        Assert.Contains("not there", StoreCare.Check(bench.Files.Path).Copy);

        Assert.Equal(bench.Expected, bench.Rows());

        AssertInStep(bench);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(100)]
    [InlineData(8192)]
    [InlineData(20_000)]
    [InlineData(65_536)]
    [InlineData(100_001)]
    public void Should_Be_Made_Anew_Where_It_Was_Truncated(int length)
    {
        using var bench = new StoreBench(600);
        using (var file = File.OpenWrite(bench.Files.Database))
        {
            Assert.True(file.Length > length);
            file.SetLength(length);
        }

        Assert.Equal(bench.Expected, bench.Rows());
        bench.AddSample();
        StoreCare.Repair(bench.Files.Path);
        AssertInStep(bench);
    }

    [Fact]
    public void Should_Set_Garbage_Aside_And_Say_So()
    {
        using var bench = new StoreBench(20);
        var garbage = new byte[6 * 8192];
        new Random(1).NextBytes(garbage);
        File.WriteAllBytes(bench.Files.Database, garbage);

        bench.AddSample();

        Assert.Matches("^.*talo.db: damaged .*: moved to talo.db.broken-.* and made anew from the journals$", Assert.Single(bench.Messages));
        Assert.Equal(garbage, File.ReadAllBytes(Assert.Single(Directory.GetFiles(bench.Files.Path, "talo.db.broken-*"))));
        AssertInStep(bench);
    }

    [Fact]
    public void Should_Not_Replay_A_Log_That_Is_Not_Its_Own()
    {
        using var bench = new StoreBench(100);
        File.Delete(bench.Files.Database);
        File.WriteAllBytes(Log(bench), new byte[81_920]);

        bench.AddSample();

        AssertInStep(bench);
        Assert.Empty(bench.Messages);
    }

    [Fact]
    public void Should_Catch_Up_From_An_Older_Copy()
    {
        using var bench = new StoreBench(10);
        var older = File.ReadAllBytes(bench.Files.Database);
        bench.AddSample();
        File.WriteAllBytes(bench.Files.Database, older);
        Assert.Contains("1 samples or profiles behind", StoreCare.Check(bench.Files.Path).Copy);

        bench.AddSample();

        AssertInStep(bench);
        Assert.Empty(bench.Messages);
    }

    [Fact]
    public void Should_Be_Left_As_It_Is_Where_The_System_Refuses()
    {
        using var bench = new StoreBench(10);
        var before = File.ReadAllBytes(bench.Files.Database);
        // As a viewer has it that lets nobody else in.
        using (new FileStream(bench.Files.Database, FileMode.Open, FileAccess.ReadWrite, FileShare.None))
            bench.AddSample();

        Assert.Contains("could not be brought up to date", Assert.Single(bench.Messages));
        Assert.Equal(before, File.ReadAllBytes(bench.Files.Database));
        Assert.Empty(Directory.GetFiles(bench.Files.Path, "talo.db.broken-*"));
        bench.AddSample();
        AssertInStep(bench);
    }

    [Fact]
    public async Task Should_Neither_Wait_Nor_Break_Where_The_Disk_Is_Full()
    {
        if (!File.Exists("/dev/full"))
            return;
        using var bench = new StoreBench(10);
        var before = File.ReadAllBytes(bench.Files.Database);
        File.CreateSymbolicLink(Log(bench), "/dev/full");

        await Task.Run(bench.AddSample).WaitAsync(TimeSpan.FromSeconds(30));

        Assert.Contains("No space left", Assert.Single(bench.Messages));
        Assert.Equal(before, File.ReadAllBytes(bench.Files.Database));
        Assert.Empty(Directory.GetFiles(bench.Files.Path, "talo.db.broken-*"));
        File.Delete(Log(bench));
        bench.AddSample();
        AssertInStep(bench);
    }

    [Fact]
    public void Should_Follow_What_Is_Deleted_And_Begun_Again()
    {
        using var bench = new StoreBench(10);
        var again = bench.Sweep with { Facts = bench.Sweep.Facts with { Created = DateTimeOffset.UnixEpoch } };
        var database = File.ReadAllBytes(bench.Files.Database);
        using (var store = bench.Open())
            Assert.True(store.DeleteSweep(bench.Sweep.Id));
        AssertInStep(bench);

        // As if it had been killed before the copy heard of it.
        File.WriteAllBytes(bench.Files.Database, database);
        using (var store = bench.Open())
            SomeRows.AddTo(store, again, [SomeRows.Row("task", "3", null, [-3, -4], 'A')]);

        AssertInStep(bench);
        using var lite = new LiteDatabase(new ConnectionString { Filename = bench.Files.Database, ReadOnly = true });
        Assert.Single(lite.GetCollection("samples").FindAll());
    }

    /// <summary>LiteDB's log, as LiteDB names it.</summary>
    private static string Log(StoreBench bench) => Path.ChangeExtension(bench.Files.Database, null) + "-log.db";

    private static void AssertInStep(StoreBench bench)
    {
        var condition = StoreCare.Check(bench.Files.Path);
        Assert.Empty(condition.Damages);
        Assert.Null(condition.Copy);
    }
}
