using TaLo.LlamaCpp;
using TaLo.Storage;
using TaLo.Sweeps;
using TaLo.Tasks;
using TaLo.Terminal.Views;

namespace TaLo.Terminal;

/// <summary>Everything a sweep needs, opened in order: data set, store, model. The same for every verb and screen.</summary>
internal sealed class SweepSession : IDisposable
{
    private (string Task, string Index, string Text)? latestPrompt;

    private SweepSession(VlmEvalTsv data, ResultStore store, LlamaVisionModel model, SweepPlan plan)
    {
        Data = data;
        Store = store;
        Model = model;
        Plan = plan;
    }

    /// <summary>The data set.</summary>
    public VlmEvalTsv Data { get; }

    /// <summary>The stored results.</summary>
    public ResultStore Store { get; }

    /// <summary>The loaded model.</summary>
    public LlamaVisionModel Model { get; }

    /// <summary>What is to be done.</summary>
    public SweepPlan Plan { get; }

    /// <summary>Opens what a request names; the cheap things first, so that a mistake shows before the model loads.</summary>
    public static SweepSession Open(SweepRequest request, CancellationToken stop)
    {
        VlmEvalTsv? data = null;
        ResultStore? store = null;
        LlamaVisionModel? model = null;
        try
        {
            data = VlmEvalTsv.Open(request.DataPath);
            var tasks = request.Samples.Select(data.Samples, request.Tasks);
            store = new ResultStore(request.Store, Messages.Note);
            model = LoadView.Load(request.Model, stop);
            var layers = LayerSelection.Parse(request.Layers, model.Facts.LayerCount);
            var plan = new SweepPlan(tasks, SweepPlan.EachOf(layers, request.Modules), request.Prompt)
            {
                ModelPath = Path.GetFullPath(request.Model.ModelPath),
                MmprojPath = request.Model.MmprojPath is { } mmproj ? Path.GetFullPath(mmproj) : null,
                DataSetPath = Path.GetFullPath(request.DataPath),
            };
            return new SweepSession(data, store, model, plan);
        }
        catch
        {
            model?.Dispose();
            store?.Dispose();
            data?.Dispose();
            throw;
        }
    }

    /// <summary>Runs the plan; shows progress on stderr.</summary>
    public SweepOutcome Run(CancellationToken stop) =>
        SweepView.Run((progress, token) => new SweepRunner(Model, Data, Store).Run(Plan, progress, token), stop);

    /// <summary>The plan's rows, in the order of a results file.</summary>
    public IReadOnlyList<SweepResult> Rows(SweepOutcome outcome)
    {
        var knockouts = Plan.Knockouts.ToHashSet();
        return [.. ResultLines.InOrder(Store.Rows(outcome.Sweep), Plan.Tasks)
            .Where(r => r.Knockout is not { } k || knockouts.Contains(k))];
    }

    /// <summary>The exact text that a row's sample was asked with; rows of one sample come together, so it is rendered once.</summary>
    public string PromptOf(SweepResult row)
    {
        if (latestPrompt is { } known && known.Task == row.Task && known.Index == row.Index)
            return known.Text;
        var sample = Data.Samples.First(s => s.Index == row.Index && s.Task == row.Task);
        var text = Plan.Prompt.Render(Data.Load(sample), Model).Text;
        latestPrompt = (row.Task, row.Index, text);
        return text;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Model.Dispose();
        Store.Dispose();
        Data.Dispose();
    }
}
