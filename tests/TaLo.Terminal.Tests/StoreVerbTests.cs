using System.Text.RegularExpressions;

namespace TaLo.Terminal.Tests;

/// <summary>What happens to stored results, and what the program says of it.</summary>
public sealed partial class StoreVerbTests
{
    private const int Samples = 60;

    [Fact]
    public void Should_Check_Repair_And_Delete()
    {
        using var sandbox = new Sandbox();
        MadeUpStore.Fill(sandbox.Store, Enumerable.Range(0, Samples));
        Assert.Contains("60 samples, 300 passes, whole", Talo.Run(sandbox, "store", "check").Succeeded().Out);
        var rows = MadeUpStore.Rows(sandbox.Store);
        Damage(sandbox, line: 8);

        var check = Talo.Run(sandbox, "store", "check");
        Assert.Equal(1, check.ExitCode);
        Assert.Contains($"{MadeUpStore.Sweep.Id}.jsonl, line 8: damaged (task task 0, sample 6)", check.Out);
        Assert.Equal("task 0", Talo.Run(sandbox, "store", "check", "--json").Json.GetProperty("sweeps")[0].GetProperty("damages")[0].GetProperty("task").GetString());
        Assert.Contains("1 sample restored from talo.db, 0 lost", Talo.Run(sandbox, "store", "repair").Succeeded().Out);
        Assert.Equal(rows, MadeUpStore.Rows(sandbox.Store));
        Talo.Run(sandbox, "store", "check").Succeeded();

        Talo.Run(sandbox, "store", "delete", "ffff").Refused("no sweep or profile begins with 'ffff'");
        Assert.Contains($"deleted sweep {MadeUpStore.Sweep.ShortId}", Talo.Run(sandbox, "store", "delete", MadeUpStore.Sweep.ShortId).Succeeded().Error);
        Assert.Contains("no stored sweep yet", Talo.Run(sandbox, "show").Succeeded().Out);
        Talo.Run(sandbox, "store", "check", "--store", "nowhere").Refused("no store there");
    }

    [Fact]
    public void Should_Answer_Without_The_Damaged_Sample_And_Name_It_In_Every_Verb_That_Reads()
    {
        using var sandbox = new Sandbox();
        MadeUpStore.Fill(sandbox.Store, Enumerable.Range(0, Samples));
        var id = MadeUpStore.Sweep.Id;
        Talo.Run(sandbox, "show", id, "--out", "before.jsonl").Succeeded();
        Damage(sandbox, line: 8);

        foreach (var verb in new string[][]
        {
            ["show", id, "--out", "after.jsonl"],
            ["adapt", "--replay", id, "--redraws", "0"],
            ["report", id, "--redraws", "0", "--out", "report.md"],
            ["vectors", id],
        })
            Assert.Contains("1 damaged and left out: ", Talo.Run(sandbox, verb).Succeeded().Error);

        Assert.Equal(File.ReadLines(sandbox.PathOf("before.jsonl")).Where(l => !l.Contains("\"index\":\"6\"", StringComparison.Ordinal)), File.ReadLines(sandbox.PathOf("after.jsonl")));
    }

    [Fact]
    public void Should_Answer_Alike_Whatever_Happens_To_The_Database()
    {
        using var sandbox = new Sandbox();
        MadeUpStore.Fill(sandbox.Store, Enumerable.Range(0, Samples));
        var id = MadeUpStore.Sweep.Id;
        string[][] verbs =
        [
            ["show", id, "--out", "shown.jsonl"],
            ["adapt", "--replay", id, "--redraws", "0"],
            ["report", id, "--redraws", "0", "--out", "report.md"],
        ];
        var expected = verbs.Select(v => Talo.Run(sandbox, v).Succeeded().Out).ToList();
        var files = Files();
        var random = new Random(1);
        var database = File.ReadAllBytes(Path.Combine(sandbox.Store, "talo.db"));
        for (var i = 0; i < (LongTests.Asked ? 50 : 4); i++)
        {
            var damaged = (byte[])database.Clone();
            for (var flips = 0; flips < 50; flips++)
                damaged[random.Next(damaged.Length)] ^= (byte)random.Next(1, 256);
            File.WriteAllBytes(Path.Combine(sandbox.Store, "talo.db"), i % 4 == 3 ? damaged[..random.Next(damaged.Length)] : damaged);

            Assert.Equal(expected, verbs.Select(v => Talo.Run(sandbox, v).Succeeded().Out));
            Assert.Equal(files, Files());
        }

        string Files() => string.Join('\n', File.ReadLines(sandbox.PathOf("shown.jsonl")).Concat(File.ReadLines(sandbox.PathOf("report.md")).Select(l => Time().Replace(l, ""))));
    }

    [Fact]
    public void Should_Refuse_A_Profile_That_Is_Too_Large_Before_It_Does_Harm()
    {
        using var sandbox = new Sandbox();
        MadeUpStore.Fill(sandbox.Store, Enumerable.Range(0, Samples));
        Talo.Run(sandbox, "adapt", "--replay", MadeUpStore.Sweep.Id, "--redraws", "0", "--keep").Succeeded();
        Talo.Run(sandbox, "profiles", "export", "all.json").Succeeded();
        var profiles = File.ReadAllText(sandbox.PathOf("all.json"));
        var listed = Talo.Run(sandbox, "profiles", "list").Succeeded().Out;
        File.WriteAllText(sandbox.PathOf("poison.json"), profiles.Replace("task 1", new string('x', 10_000_000), StringComparison.Ordinal));

        Talo.Run(sandbox, "profiles", "import", "poison.json").Refused("poison.json", "nothing was imported");

        Assert.Equal(listed, Talo.Run(sandbox, "profiles", "list").Succeeded().Out);
    }

    [GeneratedRegex(@"\d\d\d\d-\d\d-\d\d \d\d:\d\d")]
    private static partial Regex Time();

    private static void Damage(Sandbox sandbox, int line)
    {
        var journal = MadeUpStore.Journal(sandbox.Store);
        var lines = File.ReadAllLines(journal);
        lines[line - 1] = lines[line - 1].Replace("\"mass\":0.5", "\"mass\":0.6", StringComparison.Ordinal);
        File.WriteAllText(journal, string.Concat(lines.Select(l => l + "\n")));
    }
}
