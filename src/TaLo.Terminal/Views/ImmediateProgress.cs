namespace TaLo.Terminal.Views;

/// <summary>Reports on the caller's thread, in order; the framework's own posts to the thread pool.</summary>
internal sealed class ImmediateProgress<T>(Action<T> report) : IProgress<T>
{
    /// <inheritdoc/>
    public void Report(T value) => report(value);
}
