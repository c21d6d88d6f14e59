using TaLo.Models;
using TaLo.Scoring;
using TaLo.Tasks;

namespace TaLo.Sweeps;

/// <summary>
/// Scores options as texts: short samples side by side in one pass, base model first, then each knockout over the same
/// pack. Their scores depend on their neighbours by rounding alone (docs/speed.md says how much).
/// </summary>
/// <param name="model">The model; used by this alone meanwhile.</param>
/// <param name="dataSet">Where the samples are read from.</param>
/// <param name="plan">Prompt and scoring.</param>
/// <param name="store">Where the passes are, and go.</param>
/// <param name="sweep">The sweep they belong to.</param>
/// <param name="time">What time it is; null for the system's clock.</param>
internal sealed class PackRunner(IVisionLanguageModel model, IDataSet dataSet, SweepPlan plan, ISweepStore store, StoredSweep sweep, TimeProvider? time = null)
{
    private readonly IReadOnlyList<Knockout> _inForce = sweep.InForce.Knockouts;

    // In nats: what another number of tokens side by side may change by rounding; another machine or setting changes more.
    private const double Rounding = 1e-4;

    // A pack under every layer may take many minutes: what was made is stored in between, so that a killed program loses little.
    private static readonly TimeSpan Unstored = TimeSpan.FromSeconds(20);

    /// <summary>Runs samples in their order.</summary>
    /// <param name="open">What is missing of each.</param>
    /// <param name="begun">Called before a sample's passes, or before it is passed over.</param>
    /// <param name="passed">Called once for each sample after each pass.</param>
    /// <param name="ended">Called with what became of each sample.</param>
    /// <param name="stop">Looked at before each pass and in it.</param>
    /// <exception cref="ModelException">A pass failed, or a knockout changed nothing.</exception>
    /// <exception cref="StoreException">The base model's answer is not the stored one, or nothing can be stored.</exception>
    /// <exception cref="OperationCanceledException">Stopped.</exception>
    public void Run(IEnumerable<PendingPasses> open, Action<PendingPasses> begun, Action passed, Action<SampleRun> ended, CancellationToken stop)
    {
        var pack = new List<Packed>();
        try
        {
            foreach (var pending in open)
            {
                stop.ThrowIfCancellationRequested();
                if (Prepare(pending, begun, ended, stop) is not { } next)
                    continue;
                if (pack.Count > 0 && !Fits(pack, next))
                    Finish(pack, begun, passed, ended, stop);
                pack.Add(next);
            }

            if (pack.Count > 0)
                Finish(pack, begun, passed, ended, stop);
        }
        finally
        {
            pack.ForEach(p => p.Encoded.Dispose());
        }
    }

    private Packed? Prepare(PendingPasses pending, Action<PendingPasses> begun, Action<SampleRun> ended, CancellationToken stop)
    {
        try
        {
            var sample = dataSet.Load(pending.Sample);
            var prompt = ChoiceScorer.Ask(sample, plan.Prompt, model);
            if (pending.Missing.Any(k => k.IsOfVision) && prompt.Images.Count == 0)
                throw SampleRunner.ShowsNoImage(pending.Sample);
            return new Packed(pending, sample, model.EncodeContinuations(prompt.Continuations, prompt.Images, plan.Scoring.DocumentSeparator, stop));
        }
        catch (Exception e) when (e is SampleException or InputException)
        {
            begun(pending);
            ended(new SampleRun([], null, 0, e.Message));
            return null;
        }
    }

    private bool Fits(List<Packed> pack, Packed next) =>
        model.PackSize.Fits(pack.Select(p => p.Encoded), next.Encoded) && pack[0].Pending.Missing.SequenceEqual(next.Pending.Missing);

    private void Finish(List<Packed> pack, Action<PendingPasses> begun, Action passed, Action<SampleRun> ended, CancellationToken stop)
    {
        begun(pack[0].Pending);
        var encoded = pack.ConvertAll(p => p.Encoded);
        List<ScoredPass> basePasses;
        try
        {
            basePasses = Pass(pack, encoded, null, passed, stop);
        }
        catch (InputException e)
        {
            Skip(pack, e, begun, passed, ended, stop);
            return;
        }

        var runs = pack.Select((p, i) => new PackedRun(p.Pending, basePasses[i])).ToList();
        var clock = time ?? TimeProvider.System;
        var since = clock.GetTimestamp();
        try
        {
            foreach (var knockout in pack[0].Pending.Missing)
            {
                foreach (var (i, pass) in Pass(pack, encoded, knockout, passed, stop).Index())
                {
                    if (pass.LogProbabilities.SequenceEqual(basePasses[i].LogProbabilities))
                        throw SampleRunner.NothingChanged(knockout, model.Facts, pass.Index);
                    runs[i].Unstored.Add(pass);
                }

                if (clock.GetElapsedTime(since) < Unstored)
                    continue;
                runs.ForEach(Store);
                since = clock.GetTimestamp();
            }
        }
        catch (OperationCanceledException)
        {
            runs.ForEach(Store);
            runs.ForEach(r => ended(r.Result with { IsPartial = true }));
            throw;
        }

        runs.ForEach(Store);
        runs.ForEach(r => ended(r.Result));
        encoded.ForEach(e => e.Dispose());
        pack.Clear();
    }

    /// <summary>Passes over the sample that the model cannot read; which one of several it is shows where each is asked alone.</summary>
    private void Skip(
        List<Packed> pack, InputException why, Action<PendingPasses> begun, Action passed, Action<SampleRun> ended, CancellationToken stop)
    {
        if (pack is [var unreadable])
        {
            ended(new SampleRun([], null, 0, why.Message));
            unreadable.Encoded.Dispose();
            pack.Clear();
            return;
        }

        for (; pack.Count > 0; pack.RemoveAt(0))
            Finish([pack[0]], begun, passed, ended, stop);
    }

    private List<ScoredPass> Pass(
        List<Packed> pack, List<IEncodedContinuations> encoded, Knockout? knockout, Action passed, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        var scores = model.LogProbabilities(encoded, knockout is { } k ? [.. _inForce, k] : _inForce, stop);
        pack.ForEach(_ => passed());
        return [.. pack.Select((p, i) => ChoiceScorer.Score(scores[i], p.Sample, knockout))];
    }

    /// <summary>Stores what is new of a sample; a base pass that is stored already stays as it is.</summary>
    private void Store(PackedRun run)
    {
        if (run.Added == 0 && run.Pending.HasBase)
        {
            var stored = store.PassesOf(sweep.Id, run.Pending.Sample.Task, run.Pending.Sample.Index)[0];
            if (stored.LogProbabilities.Zip(run.Base.LogProbabilities).Any(p => !(Math.Abs(p.First - p.Second) <= Rounding)))
                throw SampleRunner.Differs(run.Pending.Sample);
        }

        if (run.Unstored.Count == 0)
            return;
        store.AddSweep(sweep);
        run.Added += store.Add(sweep.Id, run.Unstored);
        run.New.AddRange(run.Unstored);
        run.Unstored.Clear();
    }

    /// <summary>A sample in a pack that is run.</summary>
    private sealed class PackedRun(PendingPasses pending, ScoredPass basePass)
    {
        public PendingPasses Pending => pending;

        public ScoredPass Base => basePass;

        public List<ScoredPass> Unstored { get; } = pending.HasBase ? [] : [basePass];

        public List<ScoredPass> New { get; } = [];

        public int Added { get; set; }

        public SampleRun Result => new(New, basePass, Added, null);
    }

    private sealed record Packed(PendingPasses Pending, VqaSample Sample, IEncodedContinuations Encoded);
}
