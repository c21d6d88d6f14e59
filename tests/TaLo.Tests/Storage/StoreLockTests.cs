using TaLo.Storage;
using TaLo.Tests.Sweeps;

namespace TaLo.Tests.Storage;

public class StoreLockTests
{
    [Fact]
    public void Should_Refuse_A_Second_Writer_And_Name_The_First()
    {
        using var bench = new StoreBench(1);
        using (bench.Open())
        {
            var error = Assert.Throws<StoreException>(bench.Open);
            Assert.StartsWith($"{bench.Files.Lock}: held by process {Environment.ProcessId}: ", error.Message);
        }

        Assert.Equal(bench.Expected, bench.Rows());
    }

    [Fact]
    public void Should_Let_Readers_In_While_One_Writes()
    {
        using var bench = new StoreBench(100);
        using var writer = bench.Open();
        writer.Add(bench.Sweep.Id, [SomeRows.Row("task", "100", null, [-1, -2], 'A')]);
        File.AppendAllText(bench.Journal, "{\"talo\":1,\"sum\":\"0123");

        using var reader = ResultStore.OpenReadOnly(bench.Files.Path);

        Assert.Equal(Bench.Text(writer.Passes(bench.Sweep.Id)), Bench.Text(reader.Passes(bench.Sweep.Id)));
        Assert.Equal([bench.Sweep], reader.Sweeps());
        Assert.Throws<StoreException>(() => reader.DeleteSweep(bench.Sweep.Id));
        Assert.Single(reader.Sweeps());
    }

    [Fact]
    public void Should_Read_Nothing_Where_There_Is_No_Store()
    {
        using var bench = new StoreBench(0);
        var missing = Path.Combine(bench.Files.Path, "missing");

        using var reader = ResultStore.OpenReadOnly(missing);

        Assert.Empty(reader.Sweeps());
        Assert.False(Directory.Exists(missing));
    }

    [Fact]
    public void Should_Say_In_One_Line_That_The_Folder_Cannot_Be_Made()
    {
        using var bench = new StoreBench(0);
        var error = Assert.Throws<StoreException>(() => new ResultStore(Path.Combine(bench.Files.Lock, "below")));

        Assert.DoesNotContain('\n', error.Message);
    }
}
