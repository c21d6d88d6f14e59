namespace TaLo.LlamaCpp;

/// <summary>A device that llama.cpp can compute on.</summary>
/// <param name="Backend">The back end's name in lower case: <c>cpu</c>, <c>cuda</c>, <c>vulkan</c>…</param>
/// <param name="Name">llama.cpp's name, for example <c>CUDA0</c>.</param>
/// <param name="Description">The hardware's name.</param>
/// <param name="IsGpu">Whether layers can be offloaded to it.</param>
/// <param name="FreeBytes">Free memory as the back end reports it.</param>
/// <param name="TotalBytes">Total memory as the back end reports it.</param>
public sealed record EngineDevice(
    string Backend, string Name, string Description, bool IsGpu, long FreeBytes, long TotalBytes)
{
    /// <summary>The native device.</summary>
    internal nint Handle { get; init; }
}
