using System.Runtime.InteropServices;

namespace TaLo.LlamaCpp.Native;

/// <summary>Mirror of <c>struct mtmd_input_text</c> (mtmd.h).</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct MtmdInputText
{
    public byte* Text;
    public nuint TextLength;
    public byte AddSpecial;
    public byte ParseSpecial;
}
