using TaLo.Models;
using TaLo.Scoring;
using TaLo.Storage;
using TaLo.Sweeps;
using TaLo.Tasks;
using TaLo.Tasks.Readers;

namespace TaLo.UseCases;

/// <summary>Everything a sweep needs, opened in order: data set, store, model. The same for every verb and screen.</summary>
public sealed class SweepSession : IDisposable
{
    private readonly bool _ownsStore;
    private (string Task, string Index, string Text)? _latestPrompt;

    private SweepSession(IWorkHost host, IDataSet data, ResultStore store, bool ownsStore, ILoadedModel model, SweepPlan plan) =>
        (Host, Data, Store, _ownsStore, Model, Plan) = (host, data, store, ownsStore, model, plan);

    /// <summary>The data set.</summary>
    public IDataSet Data { get; }

    /// <summary>The stored results.</summary>
    public ResultStore Store { get; }

    /// <summary>The loaded model.</summary>
    public ILoadedModel Model { get; }

    /// <summary>What is to be done.</summary>
    public SweepPlan Plan { get; }

    /// <summary>The sweep that the plan's passes belong to.</summary>
    public StoredSweep Sweep => Plan.SweepOf(Model, Data, DateTimeOffset.UtcNow);

    /// <summary>Who asked for it.</summary>
    internal IWorkHost Host { get; }

    /// <summary>Opens what a request names; the cheap things first, so that a mistake shows before the model loads.</summary>
    /// <param name="request">What is asked for.</param>
    /// <param name="host">Who asks.</param>
    /// <param name="stop">Stops the loading.</param>
    /// <param name="store">The request's store where it is open already, for two sessions side by side; it stays open.</param>
    public static SweepSession Open(SweepRequest request, IWorkHost host, CancellationToken stop, ResultStore? store = null)
    {
        var ownsStore = store is null;
        IDataSet? data = null;
        ILoadedModel? model = null;
        try
        {
            if (request.Scoring.IsByText && request.Kinds.Any(k => k.Scope == Scope.Answer))
                throw new SelectionException("--scope answer is not for --scoring choice: an option's text is scored behind its prompt in one pass; score by letter");
            if (request.Kinds.Any(k => k.Module.IsOfVision() && k.Scope == Scope.Answer))
                throw new SelectionException("--scope answer is not for the vision encoder: an image is encoded before anything is answered");
            data = DataSets.Open(request.DataPath, request.DataOptions);
            var (prompt, samples) = FewShots.Given((request.Prompt ?? request.Scoring.Prompt).For(data.Wording), request.Scoring, data, request.Tasks);
            var tasks = request.Samples.Select(samples, request.Tasks);
            SayWhatIsText(host, data, tasks);
            store ??= new ResultStore(request.Store, host.Note);
            RefuseText(data, tasks, request);
            var loading = ForImagesOf(tasks, request, host);
            model = host.Lend(loading, stop);
            if (request.Kinds.Select(k => model.Facts.WhyNot(k.Module)).FirstOrDefault(w => w is not null) is { } why)
                throw new ModelException(why);
            var knockouts = SweepPlan.EachOf(request.Layers, request.Kinds, model.Facts.Layers);
            if (knockouts.Count == 0 && LayerSelection.Parse(request.Layers, ModelFacts.MostLayers).Count > 0)
                throw new SelectionException($"{request.Kinds[0]}: the model has {Quantity.Of(model.Facts.LayerCount, "layer")}, and no such block begins at any of --layers {request.Layers}; layer 0 begins none");
            if (request.Scoring.DocumentSeparator is { } separator && model.Tokenize(separator) is { Count: not 1 } pieces)
                host.Note($"--document-separator {separator}: no token of this model, read as {Quantity.Of(pieces.Count, "token")}: {string.Join(' ', pieces.Select(model.TokenText))}");
            var plan = new SweepPlan(tasks, knockouts, prompt)
            {
                Scoring = request.Scoring,
                Kind = request.Kinds[0],
                ModelPath = Path.GetFullPath(loading.ModelPath),
                MmprojPath = loading.MmprojPath is { } mmproj ? Path.GetFullPath(mmproj) : null,
                DataSetPath = Path.GetFullPath(request.DataPath),
                DataOptions = request.DataOptions.IsDefault ? null : request.DataOptions,
            };
            SayWhyAnew(host, store, plan.SweepOf(model, data, host.Time.GetUtcNow()));
            return new SweepSession(host, data, store, ownsStore, model, plan);
        }
        catch
        {
            if (model is not null)
                host.TakeBack(model);
            if (ownsStore)
                store?.Dispose();
            data?.Dispose();
            throw;
        }
    }

    /// <summary>Results of two engines are never mixed: says so where a sweep begins anew although there is one.</summary>
    private static void SayWhyAnew(IWorkHost host, ResultStore store, StoredSweep sweep)
    {
        var stored = store.Sweeps();
        if (stored.Any(s => s.Id == sweep.Id))
            return;
        if (stored.LastOrDefault(s => s.Key.DiffersInEngineAlone(sweep.Key)) is { } other)
            host.Note($"sweep {other.ShortId} asked the same of this model on {other.Key.Engine}; on {sweep.Key.Engine} a new one begins, "
                + "because results of two engines are not mixed");
        if (stored.LastOrDefault(s => s.Facts.DataSetPath == sweep.Facts.DataSetPath && s.Key.DiffersInDataAlone(sweep.Key)) is { } before)
            host.Note(Read(before) == Read(sweep)
                ? $"sweep {before.ShortId} asked {sweep.Facts.DataSetName} before it, or an image file that it names, was changed: a new one begins"
                : $"sweep {before.ShortId} asked {sweep.Facts.DataSetName} read otherwise ({Read(before)}; now {Read(sweep)}): a new one begins");

        static string Read(StoredSweep of) => of.Facts.DataOptions?.ToString() is { Length: > 0 } options ? options : "as it is";
    }

    /// <summary>Text needs no vision encoder, and its results do not depend on one.</summary>
    private static ModelOptions ForImagesOf(IReadOnlyList<TaskSamples> tasks, SweepRequest request, IWorkHost host)
    {
        if (!tasks.SelectMany(t => t.Samples).Any(s => s.Traits.HasImages))
            return request.Model with { MmprojPath = null };
        if (request.AboutMmproj is { } line)
            host.Note(line);
        return request.Model;
    }

    /// <summary>What shows no image, the vision encoder's layers cannot change; where some samples do, the others are skipped one by one.</summary>
    private static void RefuseText(IDataSet data, IReadOnlyList<TaskSamples> tasks, SweepRequest request)
    {
        var kind = request.Kinds.FirstOrDefault(k => k.Module.IsOfVision());
        if (!kind.Module.IsOfVision())
            return;
        if (!tasks.SelectMany(t => t.Samples).Any(s => s.Traits.HasImages))
            throw new SelectionException($"{kind}: no sample of {data.Name} that is asked shows an image: the vision encoder's layers cannot change an answer");
        if (request.Model.MmprojPath is null)
            throw new ModelException($"{kind}: {request.Model.ModelPath} has no mmproj file, whose layers these are: give it with --mmproj FILE");
    }

    /// <summary>Where a data set has images, or a column called so, a question without one may be meant so, or lack it.</summary>
    private static void SayWhatIsText(IWorkHost host, IDataSet data, IReadOnlyList<TaskSamples> tasks)
    {
        var text = tasks.SelectMany(t => t.Samples).Where(s => !s.Traits.HasImages).ToList();
        if (text.Count == data.Samples.Count && data.UnreadImages is { } column)
            host.Note($"all samples are asked as text, for no column of {data.Name} is read as images: where '{column}' has their files, --columns image={column} --images FOLDER says so");
        if (text.Count > 0 && data.Samples.Any(s => s.Traits.HasImages))
            host.Note($"{text.Count} of {Quantity.Of(tasks.Sum(t => t.Samples.Count), "sample")} have no image, unlike others of {data.Name}: "
                + $"asked as text; first: {data.Describe(text[0])}its image cell is empty");
    }

    /// <summary>Runs the plan; the host shows how far it is.</summary>
    public SweepOutcome Run(CancellationToken stop) => Run(Plan, stop);

    /// <summary>Runs another plan on the same model and data set.</summary>
    public SweepOutcome Run(SweepPlan plan, CancellationToken stop) => Host.Watch(
        (progress, token) => new SweepRunner(Model, Data, Store, Host.Time).Run(plan, progress, token), stop);

    /// <summary>The plan's passes that are stored so far, in the order of a results file.</summary>
    public IReadOnlyList<ScoredPass> Passes() => Passes(Plan);

    /// <summary>The same of another plan.</summary>
    public IReadOnlyList<ScoredPass> Passes(SweepPlan plan)
    {
        var (knockouts, sweep) = (plan.Knockouts.ToHashSet(), plan.SweepOf(Model, Data, DateTimeOffset.UtcNow));
        return [.. ResultLines.InOrder(ClusterLinks.Linked(Store.Passes(sweep.Id), Data), plan.Tasks)
            .Where(p => p.Knockout is not { } k || knockouts.Contains(k))];
    }

    /// <summary>The exact text that a pass's sample was asked with; passes over one sample come together, so it is rendered once.</summary>
    public string PromptOf(ScoredPass pass)
    {
        if (_latestPrompt is { } known && known.Task == pass.Task && known.Index == pass.Index)
            return known.Text;
        var sample = Data.Samples.First(s => s.Index == pass.Index && s.Task == pass.Task);
        var text = QuotedText.Plain(Plan.Scoring.IsByText
            ? ChoiceScorer.Ask(Data.Load(sample), Plan.Prompt, Model).Continuations[0].Context
            : Rendered(sample));
        _latestPrompt = (pass.Task, pass.Index, text);
        return text;

        string Rendered(SampleRef asked)
        {
            var loaded = Plan.Load(Data, asked);
            return Plan.PromptFor(loaded).Render(loaded, Model).Text;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Host.TakeBack(Model);
        if (_ownsStore)
            Store.Dispose();
        Data.Dispose();
    }
}
