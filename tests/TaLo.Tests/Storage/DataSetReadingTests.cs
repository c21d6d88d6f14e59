using TaLo.Storage;
using TaLo.Tasks.Readers;
using TaLo.Tests.Tasks;
using TaLo.UseCases;

namespace TaLo.Tests.Storage;

/// <summary>A stored sweep knows how its data set was read, and opens it so again.</summary>
public sealed class DataSetReadingTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Should_Read_The_Data_Of_A_Stored_Sweep_As_The_Sweep_Did()
    {
        var path = _folder.Write("data.csv", "query,options,label,kind\nQ,\"['a', 'b']\",B,k\n");
        var reading = new DataSetOptions { By = "kind", Columns = DataSetOptions.ParseColumns("question=query,answer=label") };
        var sweep = SomeRows.Sweep("one");
        using (var swept = DataSets.Open(path, reading))
        {
            sweep = sweep with
            {
                Key = sweep.Key with { DataSetFingerprint = swept.Fingerprint },
                Facts = sweep.Facts with { DataSetPath = path, DataOptions = reading },
            };
        }
        using (var store = new ResultStore(_folder.File("store")))
            store.AddSweep(sweep);

        using var again = new ResultStore(_folder.File("store"));
        using var data = StoredSweeps.Data(Assert.Single(again.Sweeps()), null, out var missing);

        Assert.Null(missing);
        Assert.Equal("k", data!.Load(data.Samples[0]).Task);
    }
}
