namespace TaLo.Terminal.Tests;

/// <summary>A store in which the control model has two profiles: one that bypasses its damaged layer, one that keeps the base model.</summary>
public sealed class AdaptedStore : IDisposable
{
    public AdaptedStore() => Talo.Run(
        Sandbox, "adapt", Qa.Biased, Path.Combine(AppContext.BaseDirectory, "models", "talo-nano-tasks.tsv"), "--tasks", "flag-name,thing-kind",
        "--samples", "50", "--layers", "6-8", "--redraws", "0", "--device", "cpu", "--threads", "1").Succeeded();

    internal Sandbox Sandbox { get; } = new();

    public void Dispose() => Sandbox.Dispose();
}
