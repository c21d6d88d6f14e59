namespace TaLo.Terminal.Tests;

/// <summary>A sweep in parts, by the documented commands, on the bundled model: joined, it is the single run's.</summary>
public sealed class ShardTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private static string[] Asked(int samples = 5, string layers = "0-3") =>
    [
        Shipped("models", "talo-nano-plain-q8_0.gguf"), Shipped("models", "talo-nano-tasks.tsv"),
        "--tasks", "flag-name,digit-name", "--samples", $"{samples}", "--layers", layers, "--device", "cpu", "--ctx", "1024",
    ];

    private static string[] Sweep(params string[] more) => ["sweep", .. Asked(), "--threads", "1", .. more];

    [Fact]
    public void Should_Give_The_Single_Runs_Results_From_Two_Processes()
    {
        using var sandbox = new Sandbox();
        var expected = Single(sandbox);

        Script(sandbox, "two-shards.sh", [], Asked()).Succeeded();

        Assert.Equal(expected, Shown(sandbox, sandbox.Store));
        // Two tasks of five samples: each shard has two or three of each.
        Assert.InRange(Samples(sandbox, "shard-1"), 4, 6);
        Assert.Equal(10, Samples(sandbox, "shard-1") + Samples(sandbox, "shard-2"));
        // Again: both find their part done, and the merge adds nothing.
        var record = sandbox.JournalBytes();
        var again = Script(sandbox, "two-shards.sh", [], Asked()).Succeeded();
        Assert.Equal(2, again.Error.Split(" 0 new results").Length - 1);
        Assert.Equal(record, sandbox.JournalBytes());
    }

    [Fact]
    public void Should_Give_The_Single_Runs_Results_From_A_Job_Array()
    {
        using var sandbox = new Sandbox();
        var expected = Single(sandbox);
        for (var i = 1; i <= 3; i++)
            Script(sandbox, "shards.slurm", new()
            {
                ["SHARDS"] = sandbox.Folder,
                ["SLURM_ARRAY_TASK_ID"] = $"{i}",
                ["SLURM_ARRAY_TASK_COUNT"] = "3",
                ["SLURM_CPUS_PER_TASK"] = "1",
            }, Asked()).Succeeded();

        var merged = Talo.Run(sandbox, "merge", "shard-1", "shard-2", "shard-3", "--into", "all", "--json").Succeeded().Json;

        Assert.Equal(expected, Shown(sandbox, "all"));
        Assert.All(merged.GetProperty("stores").EnumerateArray(), s => Assert.Equal(0, s.GetProperty("rows_known").GetInt32()));
        Assert.Equal(50, merged.GetProperty("stores").EnumerateArray().Sum(s => s.GetProperty("rows_new").GetInt32()));
        Assert.Single(merged.GetProperty("sweeps").EnumerateArray());
    }

    [Theory]
    [InlineData("two-shards.sh")]
    [InlineData("shards.slurm")]
    public void Should_Show_In_The_Document_What_Is_Run(string script)
    {
        var document = File.ReadAllText(Documented.File("scale.md"));
        var commands = File.ReadAllText(Documented.File("examples", script)).Split("set -euo pipefail\n\n")[1];
        Assert.NotEqual("", commands.Trim());
        Assert.Contains(commands, document, StringComparison.Ordinal);
    }

    [Fact]
    public void Should_Merge_All_Or_Nothing_When_Killed()
    {
        using var sandbox = new Sandbox();
        Talo.Run(sandbox, Sweep("--shard", "1/2", "--store", "one")).Succeeded();
        Talo.Run(sandbox, Sweep("--shard", "2/2", "--store", "all")).Succeeded();
        var intake = sandbox.PathOf("all/journal.jsonl");
        var before = Shown(sandbox, "all");
        var sources = Sandbox.RecordOf(sandbox.PathOf("one"));

        using (var killed = Talo.Start(sandbox, "merge", "one", "--into", "all"))
        {
            // As soon as it writes, if this is quick enough; either end must be whole.
            killed.WaitUntil(() => File.Exists(intake + ".new"));
            if (!killed.HasExited)
                killed.Send(Signal.Kill);
            killed.Wait(Patience);
        }

        var (single, after) = (Single(sandbox), Shown(sandbox, "all"));
        Assert.True(after.SequenceEqual(before) || after.SequenceEqual(single), $"{before.Length}, {after.Length}, {single.Length}");
        Talo.Run(sandbox, "merge", "one", "--into", "all").Succeeded();
        Assert.Equal(single, Shown(sandbox, "all"));
        Assert.Equal(sources, Sandbox.RecordOf(sandbox.PathOf("one")));
    }

    [Fact]
    public void Should_Refuse_To_Merge_A_Contradiction()
    {
        using var sandbox = new Sandbox();
        Talo.Run(sandbox, ["sweep", .. Asked(samples: 1, layers: "1"), "--threads", "1", "--store", "one"]).Succeeded();
        // An earlier version's store: one journal for everything.
        Directory.CreateDirectory(sandbox.PathOf("two"));
        var journal = Assert.Single(Directory.GetFiles(sandbox.PathOf("one/sweeps"), "*.jsonl"));
        File.WriteAllText(sandbox.PathOf("two/journal.jsonl"), Changed(File.ReadAllLines(journal)));

        Talo.Run(sandbox, "merge", "one", "two").Refused("two/journal.jsonl, line 2 contradicts", $"{Path.GetFileName(journal)}, line 2", "nothing was merged");
        Talo.Run(sandbox, "merge", "one", "three").Refused("three/sweeps: no such folder");
        Assert.Equal(0, sandbox.JournalLength);
    }

    [Fact]
    public void Should_Bear_An_Empty_Shard()
    {
        using var sandbox = new Sandbox();
        var empty = Talo.Run(sandbox, Sweep("--shard", "12/12")).Succeeded();
        Assert.Contains("more shards than samples", empty.Error, StringComparison.Ordinal);
    }

    private static byte[] Single(Sandbox sandbox)
    {
        Talo.Run(sandbox, Sweep("--store", "single")).Succeeded();
        return Shown(sandbox, "single");
    }

    private static byte[] Shown(Sandbox sandbox, string store)
    {
        var id = Talo.Run(sandbox, "show", "--json", "--store", store).Succeeded().Json.EnumerateArray().Single().GetProperty("id").GetString()!;
        Talo.Run(sandbox, "show", id, "--store", store, "--out", "shown.jsonl").Succeeded();
        return File.ReadAllBytes(sandbox.PathOf("shown.jsonl"));
    }

    private static int Samples(Sandbox sandbox, string store) => Sandbox.SamplesOf(sandbox.PathOf(store));

    private static TaloRun Script(Sandbox sandbox, string name, Dictionary<string, string> variables, string[] arguments) =>
        Documented.Run(sandbox, "bash", variables, [Documented.File("examples", name), .. arguments]);

    private static string Shipped(params string[] parts) => Path.Combine([AppContext.BaseDirectory, .. parts]);

    // A sample's line with another number and a right checksum, as another machine would have written it.
    private static string Changed(string[] lines)
    {
        var entry = lines[1][(lines[1].IndexOf("\"entry\":", StringComparison.Ordinal) + 8)..^1];
        var at = entry.IndexOf("\"mass\":", StringComparison.Ordinal) + 7;
        var changed = System.Text.Encoding.UTF8.GetBytes(entry[..at] + "0.125" + entry[entry.IndexOf(',', at)..]);
        var sum = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(changed))[..16];
        return $"{lines[0]}\n{{\"talo\":1,\"sum\":\"{sum}\",\"entry\":{System.Text.Encoding.UTF8.GetString(changed)}}}\n";
    }
}
