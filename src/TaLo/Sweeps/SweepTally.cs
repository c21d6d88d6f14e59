using TaLo.Scoring;

namespace TaLo.Sweeps;

/// <summary>Counts what a run does, tells it as it goes, and sums it up at the end.</summary>
internal sealed class SweepTally
{
    private readonly TimeProvider _time;
    private readonly long _started;
    private readonly PassRate _rate;
    private readonly IProgress<SweepProgress>? _progress;
    private readonly List<SkippedSample> _skipped = [];
    private readonly int _samples;
    private readonly int _resumed;
    private readonly int _passesResumed;
    private int _passesTotal;
    private int _passes;
    private int _passesOfSample;
    private int _done;
    private int _passesNew;
    private double _mass;
    private int _byLetter;
    private AnswerCounts _answers;
    private PendingPasses? _current;

    public SweepTally(IReadOnlyList<PendingPasses> work, IProgress<SweepProgress>? progress, TimeProvider time)
    {
        (_time, _progress, _rate) = (time, progress, new PassRate(time));
        _started = time.GetTimestamp();
        _samples = work.Count;
        _resumed = work.Count(w => w.Passes == 0);
        _passesResumed = work.Sum(w => w.PassesStored);
        _passesTotal = work.Sum(w => w.Passes);
    }

    public void Begin(PendingPasses work)
    {
        (_current, _passesOfSample) = (work, 0);
        Report();
    }

    public void Passed()
    {
        _passes++;
        _passesOfSample++;
        _rate.Tick();
        Report();
    }

    public void End(SampleRun run)
    {
        if (run.Unusable is { } reason)
        {
            Skip(reason);
            return;
        }

        _done += run.IsPartial ? 0 : 1;
        _passesNew += run.Added;
        if (run.Base!.Generated is null)
        {
            _byLetter++;
            _mass += run.Base.LetterMass;
        }
        _answers += AnswerCounts.Of(run.Passes);
        Report(run.Passes);
    }

    public SweepOutcome Outcome(string sweep, bool stopped) => new(
        sweep, _passesNew, _passesResumed, _skipped, stopped, _time.GetElapsedTime(_started), _byLetter > 0 ? _mass / _byLetter : null)
    {
        Answers = _answers,
    };

    private void Skip(string reason)
    {
        _skipped.Add(new SkippedSample(_current!.Sample.Task, _current.Sample.Index, reason));
        _passesTotal -= _current.Passes - _passesOfSample;
        Report();
    }

    private void Report(IReadOnlyList<ScoredPass>? stored = null)
    {
        if (_progress is null)
            return;
        var rate = _rate.PerSecond;
        TimeSpan? left = rate is { } perSecond ? TimeSpan.FromSeconds((_passesTotal - _passes) / perSecond) : null;
        _progress.Report(new SweepProgress(
            _passes, _passesTotal, _done, _skipped.Count, _resumed, _samples, _current!.Sample.Task,
            _current.Sample.Index, rate, left, stored ?? []));
    }
}
