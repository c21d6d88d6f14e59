using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using TaLo.LlamaCpp.Native;

namespace TaLo.LlamaCpp.Graph;

/// <summary>
/// What libmtmd's scheduler asks about every node of the vision encoder before it computes: first its layers are bypassed, then
/// it is said whether a piece of the graph ends there.
/// </summary>
internal sealed unsafe class EncoderCallback : IDisposable
{
    private readonly GCHandle self;

    /// <summary>Creates a callback.</summary>
    /// <param name="stop">What stops a running encoder.</param>
    /// <param name="hook">What bypasses its layers.</param>
    public EncoderCallback(EncoderStop stop, EncoderHook hook)
    {
        (Stop, Hook) = (stop, hook);
        self = GCHandle.Alloc(this);
    }

    /// <summary>What stops a running encoder.</summary>
    public EncoderStop Stop { get; }

    /// <summary>What bypasses its layers.</summary>
    public EncoderHook Hook { get; }

    /// <summary>For <c>mtmd_context_params.cb_eval</c>.</summary>
    public static delegate* unmanaged[Cdecl]<GgmlTensor*, byte, void*, byte> Function => &OnNode;

    /// <summary>For <c>mtmd_context_params.cb_eval_user_data</c>.</summary>
    public void* UserData => (void*)GCHandle.ToIntPtr(self);

    /// <inheritdoc/>
    public void Dispose() => self.Free();

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static byte OnNode(GgmlTensor* node, byte ask, void* userData)
    {
        var callback = (EncoderCallback)GCHandle.FromIntPtr((nint)userData).Target!;
        if (ask == 0)
            return (byte)(callback.Stop.GoesOn() ? 1 : 0);
        callback.Hook.Ask(node);
        return (byte)(callback.Stop.EndsPiece(node) && !callback.Hook.MustSeeMore ? 1 : 0);
    }
}
