using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using TaLo.LlamaCpp.Native;

namespace TaLo.LlamaCpp;

/// <summary>
/// llama.cpp maps a model's file into memory. Where the file becomes shorter meanwhile (a download begun anew, a copy over
/// it), the system answers a read behind its end with SIGBUS, which no program survives. It can still say why: on Linux
/// these last words go where <see cref="EngineAbort"/>'s do, and the process ends with exit code 1.
/// </summary>
internal static unsafe class MappedFiles
{
    // SIGBUS on Linux, on x64 and arm64 alike.
    private const int BusError = 7;
    private const int Failure = 1;

    private static readonly ConcurrentDictionary<string, long> Sizes = new();
    private static int _over;

    /// <summary>Listens for SIGBUS.</summary>
    public static void Watch()
    {
        if (OperatingSystem.IsLinux())
            Libc.Signal(BusError, &OnBusError);
    }

    /// <summary>Remembers how large a file is that is about to be mapped.</summary>
    public static void Add(string path) => Sizes[path] = new FileInfo(path).Length;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnBusError(int signal)
    {
        // The threads of a pass fail together; one of them speaks.
        if (Interlocked.Exchange(ref _over, 1) != 0)
            Thread.Sleep(Timeout.Infinite);
        try
        {
            EngineAbort.Listener?.Invoke(Why());
        }
        catch (Exception)
        {
            // The process ends anyway.
        }

        Libc.Exit(Failure);
    }

    private static string Why() => Sizes.FirstOrDefault(f => Length(f.Key) < f.Value) is { Key: { } path, Value: var size }
        ? $"{path} became shorter while it was in use ({Length(path)} of {size} bytes are left): put the whole file there again"
        : "memory that a file is mapped to cannot be read (a model file that was changed, or a disk that fails)";

    private static long Length(string path) => new FileInfo(path) is { Exists: true } file ? file.Length : long.MaxValue;
}
