using TaLo.LlamaCpp;
using TaLo.Sweeps;
using TaLo.Terminal.Views;

namespace TaLo.Terminal;

/// <summary>A verb: one piece of work with a model of its own, its progress on stderr.</summary>
internal sealed class VerbHost : IWorkHost
{
    /// <inheritdoc/>
    public LlamaVisionModel Lend(ModelOptions options, CancellationToken stop) => LoadView.Load(options, stop);

    /// <inheritdoc/>
    public void TakeBack(LlamaVisionModel model) => model.Dispose();

    /// <inheritdoc/>
    public void Note(string line) => Messages.Note(line);

    /// <inheritdoc/>
    public SweepOutcome Watch(
        Func<IProgress<SweepProgress>, CancellationToken, SweepOutcome> sweep, CancellationToken stop) => SweepView.Run(sweep, stop);
}
