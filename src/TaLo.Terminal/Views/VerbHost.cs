using TaLo.Models;
using TaLo.Selection.Race;
using TaLo.Sweeps;
using TaLo.UseCases;

namespace TaLo.Terminal.Views;

/// <summary>A verb: one piece of work with a model of its own, its progress on stderr.</summary>
internal sealed class VerbHost : IWorkHost
{
    /// <inheritdoc/>
    public ILoadedModel Lend(ModelOptions options, CancellationToken stop) => LoadView.Load(options, stop);

    /// <inheritdoc/>
    public void TakeBack(ILoadedModel model) => model.Dispose();

    /// <inheritdoc/>
    public void Note(string line) => Messages.Note(line);

    /// <inheritdoc/>
    public SweepOutcome Watch(
        Func<IProgress<SweepProgress>, CancellationToken, SweepOutcome> sweep, CancellationToken stop) => SweepView.Run(sweep, stop);

    /// <inheritdoc/>
    public IProgress<RaceProgress> WatchRace(string task) => new RaceView(task);
}
