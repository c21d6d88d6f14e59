using System.Runtime.InteropServices;
using TaLo.LlamaCpp.Native;

namespace TaLo.LlamaCpp.Handles;

/// <summary>Owns a native <c>mtmd_context</c>.</summary>
internal sealed class VisionHandle : SafeHandle
{
    /// <summary>Takes ownership of a native object.</summary>
    public VisionHandle(nint handle) : base(0, ownsHandle: true) => SetHandle(handle);

    /// <inheritdoc/>
    public override bool IsInvalid => handle == 0;

    /// <inheritdoc/>
    protected override bool ReleaseHandle()
    {
        Mtmd.Free(handle);
        return true;
    }
}
