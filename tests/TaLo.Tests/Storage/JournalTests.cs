using TaLo.Storage;
using TaLo.Tests.Sweeps;

namespace TaLo.Tests.Storage;

public class JournalTests
{
    [Fact]
    public void Should_Name_A_Damaged_Line_And_Serve_All_Others()
    {
        using var bench = new StoreBench(5);
        bench.Damage(3, "\"mass\":0.5", "\"mass\":0.6");
        var before = File.ReadAllBytes(bench.Journal);
        var messages = new List<string>();

        using (var store = ResultStore.OpenReadOnly(bench.Files.Path, messages.Add))
            Assert.Equal(Without(bench, "2"), Bench.Text(store.Passes(bench.Sweep.Id)));

        Assert.Equal(Without(bench, "2"), bench.Rows());
        Assert.Equal(before, File.ReadAllBytes(bench.Journal));
        foreach (var message in new[] { Assert.Single(messages), Assert.Single(bench.Messages) })
        {
            Assert.StartsWith($"sweep {bench.Sweep.ShortId}: 1 damaged and left out: {bench.Journal}, line 4: damaged (task task, sample 2): ", message);
            Assert.DoesNotContain('\n', message);
        }
    }

    [Fact]
    public void Should_Ask_Again_For_What_A_Damaged_Line_Held()
    {
        using var bench = new StoreBench(5);
        bench.Damage(3, "\"mass\":0.5", "\"mass\":0.6");
        using (var store = bench.Open())
        {
            Assert.DoesNotContain(store.Keys(bench.Sweep.Id), k => k.Index == "2");
            Assert.Equal(2, store.Add(bench.Sweep.Id, [SomeRows.Row("task", "2", null, [-0.2, -1, -3], 'B'), SomeRows.Row("task", "2", new(1, Models.Module.Ffn), [-0.6, -1, -3], 'B')]));
        }

        Assert.Equal(bench.Expected.Order(), bench.Rows().Order());
    }

    [Theory]
    [InlineData("\n", "\v")]
    [InlineData("\n", "}")]
    [InlineData("\n", "{")]
    public void Should_Serve_Both_Lines_Where_Only_The_Newline_Between_Them_Is_Damaged(string newline, string damaged)
    {
        using var bench = new StoreBench(5);
        var text = File.ReadAllText(bench.Journal);
        for (var at = text.IndexOf(newline, StringComparison.Ordinal); at >= 0; at = text.IndexOf(newline, at + 1, StringComparison.Ordinal))
        {
            File.WriteAllText(bench.Journal, text[..at] + damaged + text[(at + 1)..]);

            using var store = ResultStore.OpenReadOnly(bench.Files.Path);
            Assert.Equal(bench.Expected, Bench.Text(store.Passes(bench.Sweep.Id)));
        }
    }

    [Theory]
    [InlineData(0, 5)]
    [InlineData(1, 5)]
    [InlineData(3, 3)]
    [InlineData(5, 1)]
    public void Should_Know_That_Whole_Lines_Are_Missing(int kept, int missing)
    {
        using var bench = new StoreBench(5);
        File.WriteAllLines(bench.Journal, File.ReadAllLines(bench.Journal)[..kept]);
        var messages = new List<string>();

        using var store = ResultStore.OpenReadOnly(bench.Files.Path, messages.Add);

        Assert.Equal(2 * (5 - missing), store.Passes(bench.Sweep.Id).Count);
        Assert.Contains($"{missing} of its 5 samples are missing", Assert.Single(messages));
    }

    [Fact]
    public void Should_Know_That_A_Line_Was_Taken_Out_Doubled_Or_Moved()
    {
        using var bench = new StoreBench(5);
        var lines = File.ReadAllLines(bench.Journal);
        foreach (var other in new[] { lines.Where((_, i) => i != 3), lines.Append(lines[2]).Where((_, i) => i != 3), lines.Take(4).Append(lines[5]).Append(lines[4]) })
        {
            File.WriteAllText(bench.Journal, string.Concat(other.Select(l => l + "\n")));
            var messages = new List<string>();

            using var store = ResultStore.OpenReadOnly(bench.Files.Path, messages.Add);
            store.Passes(bench.Sweep.Id);

            Assert.Contains("not what it was", Assert.Single(messages));
        }
    }

    [Fact]
    public void Should_Know_That_A_Sweeps_Journal_Is_Gone()
    {
        using var bench = new StoreBench(5);
        File.Delete(bench.Journal);
        var messages = new List<string>();

        using var store = ResultStore.OpenReadOnly(bench.Files.Path, messages.Add);

        Assert.Equal([bench.Sweep], store.Sweeps());
        Assert.Empty(store.Passes(bench.Sweep.Id));
        Assert.Contains("gone: 5 of its 5 samples are missing", Assert.Single(messages));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Should_Begin_A_Journal_Anew_That_Is_Gone(bool isEmpty)
    {
        using var bench = new StoreBench(5);
        File.Delete(bench.Journal);
        if (isEmpty)
            File.WriteAllText(bench.Journal, "");
        using (var store = bench.Open())
            SomeRows.AddTo(store, bench.Sweep, [SomeRows.Row("task", "2", null, [-1, -2], 'A')]);

        Assert.Equal(1, bench.Rows().Count(c => c == '\n'));
        Assert.True(StoreCare.Check(bench.Files.Path).IsWell);
    }

    [Fact]
    public void Should_Set_A_Torn_Last_Line_Aside()
    {
        using var bench = new StoreBench(5);
        File.AppendAllText(bench.Journal, "{\"talo\":1,\"sum");

        Assert.Equal(bench.Expected, bench.Rows());

        Assert.Contains($"its 14 bytes were moved to {bench.Sweep.Id}.jsonl.torn-", Assert.Single(bench.Messages));
        var aside = Assert.Single(Directory.GetFiles(bench.Files.Sweeps, "*.torn-*"));
        Assert.Equal("{\"talo\":1,\"sum", File.ReadAllText(aside));
    }

    [Fact]
    public void Should_Leave_Another_Versions_Journal_Alone()
    {
        using var bench = new StoreBench(1);
        File.WriteAllText(bench.Journal, "{\"talo\":2,\"sum\":\"\"}\n");

        Assert.Contains("line 1: written by another version of TaLo", Assert.Throws<StoreException>(bench.Rows).Message);
        Assert.Equal(20, new FileInfo(bench.Journal).Length);
    }

    [Fact]
    public void Should_Take_One_Line_Of_Another_Version_For_A_Damaged_One()
    {
        using var bench = new StoreBench(5);
        bench.Damage(0, "{\"talo\":1", "{\"talo\":3");
        bench.Damage(4, "{\"talo\":1", "{\"talo\":3");

        Assert.Equal(Without(bench, "3"), bench.Rows());
        using var store = bench.Open();
        Assert.Equal([bench.Sweep], store.Sweeps());
    }

    [Fact]
    public void Should_Read_Lines_Longer_Than_Its_Buffer()
    {
        using var bench = new StoreBench(3);
        var task = new string('é', 1_500_000);
        using (var store = bench.Open())
            store.Add(bench.Sweep.Id, [SomeRows.Row(task, "1", null, [-1, -2], 'A')]);

        using var again = bench.Open();

        Assert.Equal(task, Assert.Single(again.Passes(bench.Sweep.Id, task)).Task);
    }

    [Fact]
    public void Should_Refuse_What_Is_Too_Large_Before_It_Is_Written()
    {
        using var bench = new StoreBench(3);
        using var store = bench.Open();
        var length = new FileInfo(bench.Journal).Length;

        var error = Assert.Throws<StoreException>(() => store.Add(bench.Sweep.Id, [SomeRows.Row(new string('é', 5_000_000), "1", null, [-1, -2], 'A')]));

        Assert.Contains("sample 1 takes 10,000,", error.Message);
        Assert.Equal(length, new FileInfo(bench.Journal).Length);
        Assert.Equal(bench.Expected, Bench.Text(store.Passes(bench.Sweep.Id)));
    }

    [Fact]
    public void Should_Survive_A_Line_That_Is_Too_Large()
    {
        using var bench = new StoreBench(3);
        var lines = File.ReadAllLines(bench.Journal);
        File.WriteAllText(bench.Journal, $"{lines[0]}\n{lines[1]}\n{new string('x', 30_000_000)}\n{lines[2]}\n{lines[3]}\n");

        Assert.Equal(bench.Expected, bench.Rows());
        Assert.Contains("line 3: damaged", Assert.Single(bench.Messages));
    }

    private static string Without(StoreBench bench, string index) =>
        string.Concat(bench.Expected.Split('\n').Where(l => l.Length > 0 && !l.Contains($"\"index\":\"{index}\"")).Select(l => l + "\n"));
}
