using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace TaLo.LlamaCpp.Graph;

/// <summary>
/// Carries a cancellation token into a running decode. The CPU back end looks at it after every graph node;
/// llama.cpp then takes the unfinished micro-batch out of its memory and returns status 2. A GPU finishes its
/// batch first.
/// </summary>
internal sealed unsafe class PassStop : IDisposable
{
    /// <summary>What <c>llama_decode</c> returns for a decode that was stopped.</summary>
    public const int AbortedStatus = 2;

    private GCHandle self;

    /// <summary>Creates a stop that nobody asks for yet.</summary>
    public PassStop() => self = GCHandle.Alloc(this);

    /// <summary>What the running decode obeys.</summary>
    public CancellationToken Token { get; set; }

    /// <summary>Called at each look, so that a test can cancel at a known place.</summary>
    public Action? OnLook { get; set; }

    /// <summary>For <c>llama_context_params.abort_callback</c>.</summary>
    public static delegate* unmanaged[Cdecl]<void*, byte> Callback => &OnNode;

    /// <summary>For <c>llama_context_params.abort_callback_data</c>.</summary>
    public void* UserData => (void*)GCHandle.ToIntPtr(self);

    /// <inheritdoc/>
    public void Dispose()
    {
        if (self.IsAllocated)
            self.Free();
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static byte OnNode(void* userData)
    {
        var stop = (PassStop)GCHandle.FromIntPtr((nint)userData).Target!;
        stop.OnLook?.Invoke();
        return (byte)(stop.Token.IsCancellationRequested ? 1 : 0);
    }
}
