using System.Runtime.InteropServices;
using TaLo.LlamaCpp.Native;

namespace TaLo.LlamaCpp.Handles;

/// <summary>Owns a native <c>llama_model</c>.</summary>
internal sealed class ModelHandle : SafeHandle
{
    /// <summary>Takes ownership of a native object.</summary>
    public ModelHandle(nint handle) : base(0, ownsHandle: true) => SetHandle(handle);

    /// <inheritdoc/>
    public override bool IsInvalid => handle == 0;

    /// <inheritdoc/>
    protected override bool ReleaseHandle()
    {
        Llama.ModelFree(handle);
        return true;
    }
}
