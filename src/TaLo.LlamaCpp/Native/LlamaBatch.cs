using System.Runtime.InteropServices;

namespace TaLo.LlamaCpp.Native;

/// <summary>Mirror of <c>struct llama_batch</c> (llama.h).</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct LlamaBatch
{
    public int TokenCount;
    public int* Token;
    public float* Embd;
    public int* Pos;
    public int* SequenceCount;
    public int** SequenceId;
    public sbyte* Logits;
}
