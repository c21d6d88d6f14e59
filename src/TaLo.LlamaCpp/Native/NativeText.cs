using System.Runtime.InteropServices;

namespace TaLo.LlamaCpp.Native;

/// <summary>Strings that belong to the native side.</summary>
internal static unsafe class NativeText
{
    /// <summary>The UTF-8 string at p, or an empty one.</summary>
    public static string Read(byte* p) => Marshal.PtrToStringUTF8((nint)p) ?? "";
}
