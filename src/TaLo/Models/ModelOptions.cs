namespace TaLo.Models;

/// <summary>Which model to load, and how.</summary>
public sealed record ModelOptions
{
    /// <summary>The model file (GGUF).</summary>
    public required string ModelPath { get; init; }

    /// <summary>The vision encoder and projector (GGUF), or null for text only.</summary>
    public string? MmprojPath { get; init; }

    /// <summary><c>auto</c>, <c>cpu</c>, <c>cuda</c>, <c>vulkan</c> or a device's own name.</summary>
    public string Device { get; init; } = "auto";

    /// <summary>Layers to offload to a GPU; negative means all. Without meaning on the CPU.</summary>
    public int GpuLayers { get; init; } = -1;

    /// <summary>What <see cref="GpuLayers"/> comes to: more than any model has, for all.</summary>
    public int LayersOnGpu => GpuLayers < 0 ? 999 : GpuLayers;

    /// <summary>CPU threads; 0 means one for each processor.</summary>
    public int Threads { get; init; }

    /// <summary>What <see cref="Threads"/> comes to on this machine.</summary>
    public int ThreadCount => Threads > 0 ? Threads : Environment.ProcessorCount;

    /// <summary>Positions that a prompt and its answer may fill.</summary>
    public int ContextLength { get; init; } = 4096;

    /// <summary>Whether the layer hook is installed; benchmarks compare with and without.</summary>
    public bool InstallHook { get; init; } = true;

    /// <summary>Whether knockout passes start above the captured base pass instead of at the beginning; exact either way.</summary>
    public bool StartInTheMiddle { get; init; } = true;

    /// <summary>Whether the files are known to be sound, so that they need no trial in a process of their own.</summary>
    public bool IsTrusted { get; init; }

    /// <summary>The most that captured states may take, in bytes, and as much again the caches that generation goes on from; beyond it, passes start at the beginning.</summary>
    public long CaptureLimitBytes { get; init; } = 2L << 30;
}
