using TaLo.LlamaCpp.Native;

namespace TaLo.LlamaCpp.Graph;

/// <summary>The operation codes that the hook reads and writes, asked of the library instead of copied from a header.</summary>
internal static unsafe class GraphOps
{
    public static readonly int Add = Find("ADD");
    public static readonly int Dup = Find("DUP");
    public static readonly int GetRows = Find("GET_ROWS");
    public static readonly int SetRows = Find("SET_ROWS");
    public static readonly int Norm = Find("NORM");
    public static readonly int RmsNorm = Find("RMS_NORM");

    public static readonly int MulMat = Find("MUL_MAT");
    public static readonly int FlashAttention = Find("FLASH_ATTN_EXT");
    public static readonly int SoftMax = Find("SOFT_MAX");

    private static int Find(string name)
    {
        for (var op = 0; op < 128; op++)
        {
            if (NativeText.Read(Ggml.OpName(op)) == name)
                return op;
        }
        throw new InvalidOperationException($"ggml has no operation {name}");
    }
}
