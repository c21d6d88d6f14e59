using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using TaLo.LlamaCpp.Native;

namespace TaLo.LlamaCpp;

/// <summary>What llama.cpp and libmtmd have to say: quiet unless somebody listens, and remembered for error messages.</summary>
public static unsafe class EngineLog
{
    private const int ContinueLevel = 5;
    private const int ErrorLevel = 4;
    private static readonly Lock Gate = new();
    private static readonly StringBuilder Line = new();
    private static int lineLevel;

    // Of this thread: the encoder may work on one thread while the decoder works on another.
    [ThreadStatic]
    private static string? lastError;

    /// <summary>Receives every finished line with its ggml level (1 debug, 2 info, 3 warning, 4 error).</summary>
    public static Action<int, string>? Listener { get; set; }

    /// <summary>This thread's latest error line since <see cref="Forget"/>, or an empty string.</summary>
    internal static string LastError => lastError ?? "";

    internal static void Forget() => lastError = null;

    internal static void Install()
    {
        Llama.LogSet(&OnText, null);
        Mtmd.LogSet(&OnText, null);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnText(int level, byte* text, void* userData)
    {
        lock (Gate)
        {
            if (level != ContinueLevel)
                lineLevel = level;
            Line.Append(Marshal.PtrToStringUTF8((nint)text));
            if (Line.Length == 0 || Line[^1] != '\n')
                return;
            var line = Line.ToString().TrimEnd();
            Line.Clear();
            if (lineLevel == ErrorLevel && line.Length > 0)
                lastError = line;
            try
            {
                Listener?.Invoke(lineLevel, line);
            }
            catch (Exception)
            {
                // A listener's failure must not unwind through native frames.
            }
        }
    }
}
