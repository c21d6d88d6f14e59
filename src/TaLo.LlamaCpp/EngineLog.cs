using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using LLama.Native;
using TaLo.LlamaCpp.Native;

namespace TaLo.LlamaCpp;

/// <summary>What llama.cpp and libmtmd have to say: quiet unless somebody listens, and remembered for error messages.</summary>
public static unsafe class EngineLog
{
    private const int ContinueLevel = 5;
    internal const int ErrorLevel = 4;
    private static readonly Lock Gate = new();
    private static readonly StringBuilder Line = new();
    private static int lineLevel;

    // Of this thread: the encoder may work on one thread while the decoder works on another.
    [ThreadStatic]
    private static string? firstError;

    /// <summary>Receives every finished line with its ggml level (1 debug, 2 info, 3 warning, 4 error).</summary>
    public static Action<int, string>? Listener { get; set; }

    /// <summary>This thread's first error line since <see cref="Forget"/>, the one that says why; or an empty string.</summary>
    internal static string FirstError => firstError ?? "";

    internal static void Forget() => firstError = null;

    /// <summary>Listens to llama.cpp, and to LLamaSharp while it loads; call before the libraries are loaded.</summary>
    internal static void Install() => NativeLogConfig.llama_log_set((level, text) => Take((int)level, text));

    /// <summary>Listens to libmtmd, which has a log of its own.</summary>
    internal static void InstallVision() => Mtmd.LogSet(&OnText, null);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnText(int level, byte* text, void* userData) => Take(level, Marshal.PtrToStringUTF8((nint)text));

    private static void Take(int level, string? text)
    {
        lock (Gate)
        {
            if (level != ContinueLevel)
            {
                EndLine();
                lineLevel = level;
            }
            Line.Append(text);
            if (Line.Length > 0 && Line[^1] == '\n')
                EndLine();
        }
    }

    private static void EndLine()
    {
        var line = Line.ToString().TrimEnd();
        Line.Clear();
        if (line.Length == 0)
            return;
        if (lineLevel == ErrorLevel)
            firstError ??= line;
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
