namespace TaLo.Terminal.Tests;

/// <summary>A store with one finished sweep, for tests that must not harm it.</summary>
public sealed class SweptStore : IDisposable
{
    public SweptStore()
    {
        Data = Sweep.TwoTasks(Sandbox, each: 1);
        Talo.Run(Sandbox, Sweep.Of(Models.Llama, Data, "--layers", "0")).Succeeded();
    }

    public Models Models { get; } = new();

    /// <summary>The data set that was swept.</summary>
    public string Data { get; }

    internal Sandbox Sandbox { get; } = new();

    public void Dispose()
    {
        Sandbox.Dispose();
        Models.Dispose();
    }
}
