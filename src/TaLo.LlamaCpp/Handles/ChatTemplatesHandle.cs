using System.Runtime.InteropServices;
using TaLo.LlamaCpp.Native;

namespace TaLo.LlamaCpp.Handles;

/// <summary>Owns a native <c>common_chat_templates</c>.</summary>
internal sealed class ChatTemplatesHandle : SafeHandle
{
    /// <summary>Takes ownership of a native object.</summary>
    public ChatTemplatesHandle(nint handle) : base(0, ownsHandle: true) => SetHandle(handle);

    /// <inheritdoc/>
    public override bool IsInvalid => handle == 0;

    /// <inheritdoc/>
    protected override bool ReleaseHandle()
    {
        Shim.ChatFree(handle);
        return true;
    }
}
