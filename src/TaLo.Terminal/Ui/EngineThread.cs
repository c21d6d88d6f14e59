using System.Collections.Concurrent;

namespace TaLo.Terminal.Ui;

/// <summary>The one thread that works with the loaded model: one piece of work after another, none on the UI thread.</summary>
internal sealed class EngineThread : IDisposable
{
    private readonly BlockingCollection<Action> _work = [];
    private readonly Action<Exception> _crashed;
    private readonly Thread _thread;

    /// <summary>Starts it.</summary>
    /// <param name="crashed">Told of an exception that no work expected.</param>
    public EngineThread(Action<Exception> crashed)
    {
        _crashed = crashed;
        _thread = new Thread(Loop) { Name = "engine", IsBackground = true };
        _thread.Start();
    }

    /// <summary>Queues a piece of work.</summary>
    public void Do(Action work) => _work.Add(work);

    /// <summary>Takes no more work and waits for the work in progress.</summary>
    /// <returns>Whether it ended in time.</returns>
    public bool Finish(TimeSpan patience)
    {
        _work.CompleteAdding();
        return _thread.Join(patience);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!_work.IsAddingCompleted)
            _work.CompleteAdding();
    }

    private void Loop()
    {
        foreach (var work in _work.GetConsumingEnumerable())
        {
            try
            {
                work();
            }
            catch (Exception e)
            {
                _crashed(e);
            }
        }
    }
}
