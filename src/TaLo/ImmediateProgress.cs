namespace TaLo;

/// <summary>Reports on the caller's thread, in order; the framework's own posts to the thread pool.</summary>
/// <typeparam name="T">What is reported.</typeparam>
/// <param name="report">Told each value.</param>
public sealed class ImmediateProgress<T>(Action<T> report) : IProgress<T>
{
    /// <inheritdoc/>
    public void Report(T value) => report(value);
}
