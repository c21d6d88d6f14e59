namespace TaLo.Terminal.Ui;

/// <summary>Holds a working thread between two passes, and a clock that stands still meanwhile, so that rates stay true.</summary>
internal sealed class PauseGate : TimeProvider, IDisposable
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    private readonly ManualResetEventSlim _open = new(true);
    private long _stood;

    /// <summary>Whether the gate is closed.</summary>
    public bool IsClosed => !_open.IsSet;

    /// <summary>Closes the gate.</summary>
    public void Close() => _open.Reset();

    /// <summary>Opens it.</summary>
    public void Open() => _open.Set();

    /// <summary>Waits where the gate is closed; called by the working thread.</summary>
    /// <param name="meanwhile">Called again and again while it waits.</param>
    /// <param name="stop">Ends the waiting.</param>
    public void Pass(Action meanwhile, CancellationToken stop)
    {
        if (_open.IsSet)
            return;
        var from = System.GetTimestamp();
        try
        {
            while (!_open.Wait(Look, stop))
                meanwhile();
        }
        catch (OperationCanceledException)
        {
            // The runner looks at the token itself, before its next pass.
        }
        Interlocked.Add(ref _stood, System.GetTimestamp() - from);
    }

    /// <inheritdoc/>
    public override long GetTimestamp() => System.GetTimestamp() - Interlocked.Read(ref _stood);

    /// <inheritdoc/>
    public void Dispose() => _open.Dispose();
}
