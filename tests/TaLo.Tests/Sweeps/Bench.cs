using TaLo.Models;
using TaLo.Scoring;
using TaLo.Storage;
using TaLo.Sweeps;
using TaLo.Tests.Storage;

namespace TaLo.Tests.Sweeps;

/// <summary>A model, a data set and a folder for results, to sweep with.</summary>
internal sealed class Bench : IDisposable
{
    private readonly FastFolder _folder = new();

    public Bench(int tasks = 2, int samplesPerTask = 2, int layers = 2)
    {
        DataSet = new FakeDataSet(tasks, samplesPerTask);
        Plan = new SweepPlan(
            new SampleSelection().Select(DataSet.Samples),
            SweepPlan.EachOf(Enumerable.Range(0, layers), Module.Attention),
            PromptTemplate.Default);
    }

    public FakeModel Model { get; } = new();

    public FakeDataSet DataSet { get; }

    public SweepPlan Plan { get; set; }

    public string Folder => _folder.Path;

    /// <summary>What the store repaired when it was opened.</summary>
    public List<string> Messages { get; } = [];

    public StoreFolder Files => new(Folder);

    /// <summary>The sweep's journal.</summary>
    public string Journal => Files.Journal(Sweep);

    public string Sweep => Plan.SweepOf(Model, DataSet, default).Id;

    public ResultStore Open() => new(Folder, Messages.Add);

    /// <summary>Opens the store, runs the plan and closes the store.</summary>
    public SweepOutcome Run(IProgress<SweepProgress>? progress = null, TimeProvider? time = null, CancellationToken stop = default)
    {
        using var store = Open();
        return new SweepRunner(Model, DataSet, store, time).Run(Plan, progress, stop);
    }

    /// <summary>Every stored row as text, in the store's order: numbers to their last digit.</summary>
    public string Rows()
    {
        using var store = Open();
        return Text(store.Passes(Sweep));
    }

    public static string Text(IEnumerable<ScoredPass> rows)
    {
        using var writer = new StringWriter();
        ResultLines.Write(writer, rows, "zero", r => r.TaskGroup);
        return writer.ToString();
    }

    public void Dispose() => _folder.Dispose();
}
