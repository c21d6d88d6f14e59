using TaLo.Tests.Sweeps;

namespace TaLo.Tests.Storage;

public class DatabaseFileTests
{
    [Fact]
    public void Should_Make_A_Deleted_Database_Anew()
    {
        // More than two batches.
        using var bench = new StoreBench(1200);
        File.Delete(bench.Files.Database);

        Assert.Equal(bench.Expected, bench.Rows());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(100)]
    [InlineData(8192)]
    [InlineData(20_000)]
    [InlineData(65_536)]
    [InlineData(100_001)]
    public void Should_Make_A_Truncated_Database_Anew(int length)
    {
        using var bench = new StoreBench(200);
        using (var file = File.OpenWrite(bench.Files.Database))
        {
            Assert.True(file.Length > length);
            file.SetLength(length);
        }

        Assert.Equal(bench.Expected, bench.Rows());
        Assert.Equal(bench.Expected, bench.Rows());
    }

    [Fact]
    public void Should_Set_Garbage_Aside_And_Say_So()
    {
        using var bench = new StoreBench(20);
        var garbage = new byte[6 * 8192];
        new Random(1).NextBytes(garbage);
        File.WriteAllBytes(bench.Files.Database, garbage);

        Assert.Equal(bench.Expected, bench.Rows());

        Assert.Matches("^.*talo.db: .*: moved to talo.db.broken-.* and made anew from journal.jsonl$", Assert.Single(bench.Messages));
        Assert.Equal(garbage, File.ReadAllBytes(Assert.Single(Directory.GetFiles(bench.Files.Path, "talo.db.broken-*"))));
    }

    [Fact]
    public void Should_Give_The_Right_Rows_Whichever_Page_Is_Overwritten()
    {
        using var bench = new StoreBench(150);
        var whole = File.ReadAllBytes(bench.Files.Database);
        for (var page = 0; page < whole.Length / 8192; page++)
        {
            foreach (var (at, length) in new[] { (0, 8192), (40, 8), (3000, 500) })
            {
                var broken = (byte[])whole.Clone();
                new Random(page).NextBytes(broken.AsSpan((page * 8192) + at, length));
                File.WriteAllBytes(bench.Files.Database, broken);

                Assert.Equal(bench.Expected, bench.Rows());
            }
        }
    }

    [Fact]
    public void Should_Notice_One_Flipped_Bit_Of_A_Number()
    {
        using var bench = new StoreBench(100);
        var bytes = File.ReadAllBytes(bench.Files.Database);
        var at = bytes.AsSpan().IndexOf(BitConverter.GetBytes(-0.1 * 37));
        bytes[at] ^= 1;
        File.WriteAllBytes(bench.Files.Database, bytes);

        Assert.Equal(bench.Expected, bench.Rows());
        Assert.Contains("a document's checksum is wrong", Assert.Single(bench.Messages));
    }

    [Fact]
    public void Should_Not_Replay_A_Log_That_Is_Not_The_Databases()
    {
        using var bench = new StoreBench(100);
        File.Delete(bench.Files.Database);
        File.WriteAllBytes(bench.Files.DatabaseLog, new byte[81_920]);

        Assert.Equal(bench.Expected, bench.Rows());
        Assert.Single(Directory.GetFiles(bench.Files.Path, "talo-log.db.broken-*"));
    }

    [Fact]
    public void Should_Catch_Up_From_An_Older_Copy()
    {
        using var bench = new StoreBench(10);
        var older = File.ReadAllBytes(bench.Files.Database);
        using (var store = bench.Open())
            store.Add(bench.Sweep.Id, [SomeRows.Row("task", "10", null, [-1, -2], 'A')]);
        var expected = bench.Rows();
        File.WriteAllBytes(bench.Files.Database, older);

        Assert.Equal(expected, bench.Rows());
        Assert.Empty(bench.Messages);
    }

    [Fact]
    public void Should_Not_Believe_Another_Journals_Database()
    {
        using var bench = new StoreBench(10);
        using var other = new StoreBench(30);
        File.Copy(other.Files.Database, bench.Files.Database, overwrite: true);

        Assert.Equal(bench.Expected, bench.Rows());
        Assert.Contains("it belongs to another journal", Assert.Single(bench.Messages));
    }

    [Fact]
    public void Should_Answer_Though_The_Database_Breaks_While_It_Is_Open()
    {
        using var bench = new StoreBench(150);
        using var store = bench.Open();
        using (var file = new FileStream(bench.Files.Database, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
        {
            file.Position = 8192;
            file.Write(new byte[(int)file.Length - 8192]);
        }

        Assert.Equal(bench.Expected, Bench.Text(store.Passes(bench.Sweep.Id)));
        store.Add(bench.Sweep.Id, [SomeRows.Row("task", "150", null, [-1, -2], 'A')]);
        Assert.Equal(301, store.Passes(bench.Sweep.Id).Count);
    }
}
