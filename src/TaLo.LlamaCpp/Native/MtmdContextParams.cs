using System.Runtime.InteropServices;

namespace TaLo.LlamaCpp.Native;

/// <summary>Mirror of <c>struct mtmd_context_params</c> (mtmd.h); LLamaSharp's own hides the evaluation callback.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct MtmdContextParams
{
    public byte UseGpu;
    public byte PrintTimings;
    public int Threads;
    public byte* ImageMarker;
    public byte* MediaMarker;
    public int FlashAttention;
    public byte Warmup;
    public int ImageMinTokens;
    public int ImageMaxTokens;
    public delegate* unmanaged[Cdecl]<GgmlTensor*, byte, void*, byte> EvalCallback;
    public void* EvalCallbackUserData;
    public int BatchMaxTokens;
    public delegate* unmanaged[Cdecl]<float, void*, byte> ProgressCallback;
    public void* ProgressCallbackUserData;
}
