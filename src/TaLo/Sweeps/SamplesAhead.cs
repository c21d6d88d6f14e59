using TaLo.Tasks;

namespace TaLo.Sweeps;

/// <summary>
/// Samples in their order, each prepared on another thread while the one before it is answered, where the model has
/// cores to spare for that. Never more than one ahead; what a sample throws is thrown when it is its turn.
/// </summary>
/// <param name="preparation">Prepares a sample; called by one thread at a time.</param>
/// <param name="samples">The samples in order.</param>
/// <param name="ahead">Whether there are cores to spare.</param>
/// <param name="stop">Stops the preparing.</param>
internal sealed class SamplesAhead(
    SamplePreparation preparation, IReadOnlyList<SampleRef> samples, bool ahead, CancellationToken stop) : IDisposable
{
    private readonly CancellationTokenSource _stop = CancellationTokenSource.CreateLinkedTokenSource(stop);
    private Task<PreparedSample>? _next;
    private int _taken;

    /// <summary>The next sample, to be disposed by the caller; begins to prepare the one after it.</summary>
    /// <exception cref="SampleException">The sample cannot be used.</exception>
    /// <exception cref="OperationCanceledException">Stopped.</exception>
    public PreparedSample Take()
    {
        var (begun, asked) = (_next, samples[_taken++]);
        _next = null;
        var prepared = begun is null ? preparation.Prepare(asked, _stop.Token) : begun.GetAwaiter().GetResult();
        if (ahead && _taken < samples.Count)
        {
            var following = samples[_taken];
            _next = Task.Run(() => preparation.Prepare(following, _stop.Token));
        }

        return prepared;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _stop.Cancel();
        try
        {
            _next?.GetAwaiter().GetResult().Dispose();
        }
        catch (Exception)
        {
            // Nobody asks for that sample any more, nor for what is wrong with it.
        }

        _stop.Dispose();
    }
}
