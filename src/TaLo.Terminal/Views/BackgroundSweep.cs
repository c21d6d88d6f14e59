using System.Collections.Concurrent;
using TaLo.LlamaCpp;
using TaLo.Models;
using TaLo.Storage;
using TaLo.Sweeps;
using TaLo.UseCases;

namespace TaLo.Terminal.Views;

/// <summary>A sweep that runs beside another and is silent until somebody waits for it.</summary>
internal sealed class BackgroundSweep : IWorkHost, IDisposable
{
    private readonly CancellationTokenSource _stop;
    private readonly ConcurrentQueue<string> _notes = [];
    private readonly Task<(SweepSession Session, SweepOutcome Outcome)> _work;
    private volatile IProgress<SweepProgress>? _watcher;

    /// <summary>Starts it.</summary>
    /// <param name="request">What to sweep.</param>
    /// <param name="store">The request's store, open; used by other threads at the same time.</param>
    /// <param name="stop">Stops it.</param>
    public BackgroundSweep(SweepRequest request, ResultStore store, CancellationToken stop)
    {
        _stop = CancellationTokenSource.CreateLinkedTokenSource(stop);
        _work = Task.Factory.StartNew(() =>
        {
            var session = SweepSession.Open(request, this, _stop.Token, store);
            try
            {
                return (session, session.Run(_stop.Token));
            }
            catch
            {
                session.Dispose();
                throw;
            }
        }, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>Tells what it had to say so far, and shows how far it is until it ends.</summary>
    /// <returns>The session, which stays this object's, and what the sweep came to.</returns>
    /// <exception cref="TaLoException">What ended it.</exception>
    public (SweepSession Session, SweepOutcome Outcome) Wait()
    {
        SweepView.Run((progress, _) =>
        {
            _watcher = progress;
            var outcome = _work.GetAwaiter().GetResult().Outcome;
            foreach (var note in _notes)
                Messages.Note(note);
            return outcome;
        }, _stop.Token);
        return _work.Result;
    }

    /// <inheritdoc/>
    public ILoadedModel Lend(ModelOptions options, CancellationToken stop)
    {
        var model = LlamaVisionModel.Load(options, null, stop);
        Note(LoadView.Describe(model.Facts));
        return model;
    }

    /// <inheritdoc/>
    public void TakeBack(ILoadedModel model) => model.Dispose();

    /// <inheritdoc/>
    public void Note(string line) => _notes.Enqueue(line);

    /// <inheritdoc/>
    public SweepOutcome Watch(Func<IProgress<SweepProgress>, CancellationToken, SweepOutcome> sweep, CancellationToken stop) =>
        sweep(new ImmediateProgress<SweepProgress>(p => _watcher?.Report(p)), stop);

    /// <summary>Stops it where it still runs.</summary>
    public void Dispose()
    {
        _stop.Cancel();
        try
        {
            _work.GetAwaiter().GetResult().Session.Dispose();
        }
        catch (Exception e) when (e is TaLoException or OperationCanceledException)
        {
            // Nobody waits for it any more, or its waiter was told.
        }
        _stop.Dispose();
    }
}
