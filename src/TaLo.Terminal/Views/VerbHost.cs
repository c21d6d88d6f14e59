using TaLo.Models;
using TaLo.Selection.Race;
using TaLo.Sweeps;
using TaLo.UseCases;

namespace TaLo.Terminal.Views;

/// <summary>A verb: one piece of work with a model of its own, its progress on stderr.</summary>
internal sealed class VerbHost : IWorkHost
{
    private readonly List<SkippedSample> _skipped = [];

    /// <summary>Samples that could not be used, by whatever work.</summary>
    public IReadOnlyList<SkippedSample> SkippedSamples => _skipped;

    /// <inheritdoc/>
    public ILoadedModel Lend(ModelOptions options, CancellationToken stop) => LoadView.Load(options, stop);

    /// <inheritdoc/>
    public void TakeBack(ILoadedModel model) => model.Dispose();

    /// <inheritdoc/>
    public void Note(string line) => Messages.Note(line);

    /// <inheritdoc/>
    public SweepOutcome Watch(
        Func<IProgress<SweepProgress>, CancellationToken, SweepOutcome> sweep, CancellationToken stop)
    {
        var outcome = SweepView.Run(sweep, stop);
        _skipped.AddRange(outcome.Skipped);
        return outcome;
    }

    /// <inheritdoc/>
    public void Skipped(IReadOnlyList<SkippedSample> samples)
    {
        _skipped.AddRange(samples);
        SkippedView.Note(samples);
    }

    /// <inheritdoc/>
    public IProgress<RaceProgress> WatchRace(string task) => new RaceView(task);
}
