using System.Runtime.InteropServices;
using TaLo.LlamaCpp.Native;

namespace TaLo.LlamaCpp.Handles;

/// <summary>Owns a native <c>llama_sampler</c> (a chain, with the samplers in it).</summary>
internal sealed class SamplerHandle : SafeHandle
{
    /// <summary>Takes ownership of a native object.</summary>
    public SamplerHandle(nint handle) : base(0, ownsHandle: true) => SetHandle(handle);

    /// <inheritdoc/>
    public override bool IsInvalid => handle == 0;

    /// <inheritdoc/>
    protected override bool ReleaseHandle()
    {
        LlamaSampler.Free(handle);
        return true;
    }
}
