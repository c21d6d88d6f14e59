using TaLo.Models;
using TaLo.Scoring;
using TaLo.Sweeps;
using TaLo.Tasks;

namespace TaLo.Selection.Race;

/// <summary>
/// Answers by a model that runs now. What is stored is not asked again, and every new pass is stored in the sweep that a
/// full sweep would extend: base model and knockouts of a sample at once.
/// </summary>
/// <param name="model">The model; used by this alone meanwhile.</param>
/// <param name="dataSet">Where the samples are read from.</param>
/// <param name="store">Where the passes are, and go.</param>
/// <param name="plan">Prompt and names of the sweep; its tasks and knockouts do not matter.</param>
/// <param name="samples">The task's samples.</param>
/// <param name="passed">Told after each pass, on this thread; null where nobody listens.</param>
/// <param name="stop">Stops, also in the middle of a pass; the samples that are finished stay stored.</param>
public sealed class RecordedAnswers(
    IVisionLanguageModel model, IDataSet dataSet, ISweepStore store, SweepPlan plan, IReadOnlyList<SampleRef> samples,
    Action? passed = null, CancellationToken stop = default) : IAnswerSource
{
    private readonly SamplePreparation _preparation = new(model, dataSet, plan);
    private readonly StoredSweep _sweep = plan.SweepOf(model, dataSet, DateTimeOffset.UtcNow);
    private readonly List<SkippedSample> _skipped = [];
    private SampleRunner? _runner;

    /// <summary>Samples that could not be used.</summary>
    public IReadOnlyList<SkippedSample> Skipped => _skipped;

    /// <summary>Passes made; none for what was stored.</summary>
    public int Passes { get; private set; }

    /// <inheritdoc/>
    /// <exception cref="ModelException">A pass failed or a knockout changed nothing; the samples before are stored.</exception>
    /// <exception cref="StoreException">The results cannot be stored, or would be mixed with others.</exception>
    /// <exception cref="OperationCanceledException">Stopped.</exception>
    public RaceAnswer? Ask(int sample, IReadOnlyList<Knockout> knockouts)
    {
        ArgumentNullException.ThrowIfNull(knockouts);
        stop.ThrowIfCancellationRequested();
        var asked = samples[sample];
        var known = store.PassesOf(_sweep.Id, asked.Task, asked.Index).ToDictionary(p => p.Key);
        var pending = PendingPasses.Of(asked, knockouts, known.ContainsKey);
        if (pending.Passes > 0)
        {
            var run = plan.Scoring.IsByText ? RunAsTexts(pending) : RunByPrompt(pending);
            if (run.Unusable is { } reason)
            {
                _skipped.Add(new SkippedSample(asked.Task, asked.Index, reason));
                return null;
            }

            foreach (var pass in run.Passes)
                known.Add(pass.Key, pass);
        }

        return new RaceAnswer(Of(null), [.. knockouts.Select(k => Of(k))]);

        Outcome Of(Knockout? knockout) => known[new PassKey(asked.Task, asked.Index, knockout)].Outcome;
    }

    private void Passed()
    {
        Passes++;
        passed?.Invoke();
    }

    private SampleRun RunByPrompt(PendingPasses pending)
    {
        _runner ??= new SampleRunner(model, store, _sweep);
        return _runner.Run(pending, () => _preparation.Prepare(pending.Sample, stop), Passed, stop);
    }

    private SampleRun RunAsTexts(PendingPasses pending)
    {
        SampleRun run = default;
        new PackRunner(model, dataSet, plan, store, _sweep).Run([pending], _ => { }, Passed, r => run = r, stop);
        return run;
    }
}
