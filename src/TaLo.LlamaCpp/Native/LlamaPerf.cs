using System.Runtime.InteropServices;

namespace TaLo.LlamaCpp.Native;

/// <summary>Mirror of <c>struct llama_perf_context_data</c> (llama.h).</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct LlamaPerf
{
    public double StartMs;
    public double LoadMs;
    public double PromptMs;
    public double EvalMs;
    public int PromptTokens;
    public int Evals;
    public int GraphsReused;
}
