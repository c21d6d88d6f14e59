using System.Runtime.InteropServices;

namespace TaLo.LlamaCpp.Native;

/// <summary>Owns a native <c>mtmd_input_chunks</c>.</summary>
internal sealed class ChunksHandle : SafeHandle
{
    /// <summary>Takes ownership of a native object.</summary>
    public ChunksHandle(nint handle) : base(0, ownsHandle: true) => SetHandle(handle);

    /// <inheritdoc/>
    public override bool IsInvalid => handle == 0;

    /// <inheritdoc/>
    protected override bool ReleaseHandle()
    {
        Mtmd.ChunksFree(handle);
        return true;
    }
}
