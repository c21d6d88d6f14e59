using System.Runtime.InteropServices;

namespace TaLo.LlamaCpp.Native;

/// <summary>Mirror of <c>struct ggml_tensor</c> (ggml.h); the offsets are pinned by tests and checked at start-up.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct GgmlTensor
{
    public const int MaxSources = 10;
    public const int OpParamWords = 16;
    public const int NameBytes = 64;

    /// <summary>Nodes without this flag are skipped by every back end.</summary>
    public const int FlagCompute = 16;

    public int Type;
    public void* Buffer;
    public fixed long Ne[4];
    public fixed ulong Nb[4];
    public int Op;
    public fixed int OpParams[OpParamWords];
    public int Flags;
    private fixed ulong sources[MaxSources];
    public GgmlTensor* ViewSource;
    public nuint ViewOffset;
    public void* Data;
    private fixed byte name[NameBytes];
    public void* Extra;
    private readonly long padding;

    /// <summary>The i-th operand, or null.</summary>
    public GgmlTensor* Source(int i) => (GgmlTensor*)sources[i];

    /// <summary>Replaces the i-th operand.</summary>
    public void SetSource(int i, GgmlTensor* tensor) => sources[i] = (ulong)tensor;

    /// <summary>The first eight bytes of the name, for quick comparisons.</summary>
    public ulong NamePrefix
    {
        get
        {
            fixed (byte* p = name)
                return *(ulong*)p;
        }
    }

    /// <summary>The name's bytes up to its end.</summary>
    public ReadOnlySpan<byte> NameSpan
    {
        get
        {
            fixed (byte* p = name)
                return MemoryMarshal.CreateReadOnlySpanFromNullTerminated(p);
        }
    }

    /// <summary>The node's name, for messages.</summary>
    public string NameText => System.Text.Encoding.UTF8.GetString(NameSpan);
}
