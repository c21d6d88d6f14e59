using TaLo.Storage;

namespace TaLo.Tests.Storage;

public class JournalTests
{
    [Fact]
    public void Should_Name_A_Damaged_Line_And_Change_Nothing()
    {
        using var bench = new StoreBench(5);
        var lines = File.ReadAllLines(bench.Files.Journal);
        lines[3] = lines[3].Replace("\"index\":\"2\"", "\"index\":\"9\"");
        File.WriteAllText(bench.Files.Journal, string.Join('\n', lines) + "\n");
        var before = File.ReadAllBytes(bench.Files.Journal);

        var error = Assert.Throws<StoreException>(bench.Open);
        Assert.Throws<StoreException>(() => ResultStore.OpenReadOnly(bench.Files.Path));

        Assert.StartsWith($"{bench.Files.Journal}, line 4: damaged; nothing was changed.", error.Message);
        Assert.Equal(before, File.ReadAllBytes(bench.Files.Journal));
    }

    [Fact]
    public void Should_Do_Without_A_Line_That_The_User_Took_Out()
    {
        using var bench = new StoreBench(5);
        var lines = File.ReadAllLines(bench.Files.Journal);
        File.WriteAllText(bench.Files.Journal, string.Join('\n', lines.Where((_, i) => i != 3)) + "\n");

        var rows = bench.Rows();

        Assert.DoesNotContain("\"index\":\"2\"", rows);
        Assert.Equal(8, rows.Count(c => c == '\n'));
        Assert.Single(bench.Messages);
    }

    [Fact]
    public void Should_Set_A_Torn_Last_Line_Aside()
    {
        using var bench = new StoreBench(5);
        File.AppendAllText(bench.Files.Journal, "{\"talo\":1,\"sum");

        Assert.Equal(bench.Expected, bench.Rows());

        Assert.Contains("its 14 bytes were moved to journal.jsonl.torn-", Assert.Single(bench.Messages));
        var aside = Assert.Single(Directory.GetFiles(bench.Files.Path, "*.torn-*"));
        Assert.Equal("{\"talo\":1,\"sum", File.ReadAllText(aside));
    }

    [Fact]
    public void Should_Leave_Another_Versions_Journal_Alone()
    {
        using var bench = new StoreBench(1);
        File.WriteAllText(bench.Files.Journal, "{\"talo\":2,\"sum\":\"\"}\n");

        Assert.Contains("line 1: written by another version of TaLo", Assert.Throws<StoreException>(bench.Open).Message);
        Assert.Equal(20, new FileInfo(bench.Files.Journal).Length);
    }

    [Fact]
    public void Should_Read_Lines_Longer_Than_Its_Buffer()
    {
        using var bench = new StoreBench(3);
        var task = new string('é', 1_500_000);
        using (var store = bench.Open())
            store.Add(bench.Sweep.Id, [SomeRows.Row(task, "1", null, [-1, -2], 'A')]);
        File.Delete(bench.Files.Database);

        using var again = bench.Open();

        Assert.Equal(task, Assert.Single(again.Passes(bench.Sweep.Id, task)).Task);
    }
}
