using TaLo.Models;
using TaLo.Tasks;

namespace TaLo.Sweeps;

/// <summary>
/// Carries out a plan: every sample answered by the base model and under every knockout. What is stored already is
/// not done again, so a run that was stopped goes on where it was by being started again.
/// </summary>
/// <param name="model">The model; used by this runner alone while it runs.</param>
/// <param name="dataSet">Where the samples are read from.</param>
/// <param name="store">Where the passes go, all of a sample at once.</param>
/// <param name="time">The clock; null for the system's.</param>
public sealed class SweepRunner(
    IVisionLanguageModel model, IDataSet dataSet, ISweepStore store, TimeProvider? time = null)
{
    private readonly TimeProvider _time = time ?? TimeProvider.System;

    /// <summary>Runs a plan to its end, or until it is stopped.</summary>
    /// <param name="plan">What to do.</param>
    /// <param name="progress">Told before each sample and after each pass, on this thread.</param>
    /// <param name="stop">Stops the run, also in the middle of a pass; the samples that are finished stay stored.</param>
    /// <returns>What it came to; samples that cannot be used are listed there.</returns>
    /// <exception cref="ModelException">A pass failed or a knockout changed nothing; the samples before are stored.</exception>
    /// <exception cref="StoreException">The results cannot be stored, or would be mixed with others.</exception>
    public SweepOutcome Run(
        SweepPlan plan, IProgress<SweepProgress>? progress = null, CancellationToken stop = default)
    {
        var sweep = plan.SweepOf(model, dataSet, _time.GetUtcNow());
        var work = PendingPasses.Of(plan, store.Keys(sweep.Id));
        var tally = new SweepTally(work, progress, _time);
        var open = work.Where(w => w.Passes > 0).ToList();
        try
        {
            if (plan.Scoring.IsByText)
                new PackRunner(model, dataSet, plan, store, sweep, _time).Run(open, tally.Begin, tally.Passed, tally.End, stop);
            else
                RunByPrompt(plan, open, sweep, tally, stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return tally.Outcome(sweep.Id, stopped: true);
        }

        return tally.Outcome(sweep.Id, stopped: false);
    }

    private void RunByPrompt(SweepPlan plan, List<PendingPasses> open, StoredSweep sweep, SweepTally tally, CancellationToken stop)
    {
        var runner = new SampleRunner(model, store, sweep);
        using var samples = new SamplesAhead(
            new SamplePreparation(model, dataSet, plan), open.ConvertAll(w => w.Sample), model.CanEncodeAhead, stop);
        foreach (var pending in open)
        {
            stop.ThrowIfCancellationRequested();
            tally.Begin(pending);
            tally.End(runner.Run(pending, samples.Take, tally.Passed, stop));
        }
    }
}
