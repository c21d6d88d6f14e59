namespace TaLo.Tests.Sweeps;

/// <summary>Hears progress at once; <see cref="Progress{T}"/> would post it to another thread.</summary>
internal sealed class Told<T>(Action<T>? action = null) : IProgress<T>
{
    public List<T> All { get; } = [];

    public void Report(T value)
    {
        All.Add(value);
        action?.Invoke(value);
    }
}
