using System.Runtime.InteropServices;

namespace TaLo.LlamaCpp.Native;

/// <summary>What .NET does not offer of the C library.</summary>
internal static unsafe partial class Libc
{
    private const string Library = "libc";

    [LibraryImport(Library, EntryPoint = "signal")]
    internal static partial nint Signal(int signal, delegate* unmanaged[Cdecl]<int, void> handler);

    /// <summary>Ends the process at once.</summary>
    [LibraryImport(Library, EntryPoint = "_exit")]
    internal static partial void Exit(int code);
}
