using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using TaLo.LlamaCpp.Native;

namespace TaLo.LlamaCpp;

/// <summary>The engine's last words: a failed check of its own ends the whole process right after them.</summary>
public static unsafe class EngineAbort
{
    /// <summary>
    /// Told what failed, on the thread that failed, before the process is aborted; may be set at any time before the
    /// engine's first use. Without a listener the engine prints it itself.
    /// </summary>
    public static Action<string>? Listener { get; set; }

    internal static void Install()
    {
        if (Listener is not null)
            Ggml.SetAbortCallback(&OnAbort);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnAbort(byte* message)
    {
        try
        {
            Listener?.Invoke(NativeText.Read(message));
        }
        catch (Exception)
        {
            // The process ends anyway; unwinding through native frames would end it worse.
        }
    }
}
