using System.Runtime.InteropServices;

namespace TaLo.LlamaCpp.Native;

/// <summary>Owns a native <c>mtmd_bitmap</c>.</summary>
internal sealed class BitmapHandle : SafeHandle
{
    /// <summary>Takes ownership of a native object.</summary>
    public BitmapHandle(nint handle) : base(0, ownsHandle: true) => SetHandle(handle);

    /// <inheritdoc/>
    public override bool IsInvalid => handle == 0;

    /// <inheritdoc/>
    protected override bool ReleaseHandle()
    {
        Mtmd.BitmapFree(handle);
        return true;
    }
}
