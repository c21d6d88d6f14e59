using System.Runtime.InteropServices;

namespace TaLo.Terminal.Ui;

/// <summary>The terminal's line modes (echo, line editing, signals) as the system keeps them, to be put back as they were.</summary>
internal static class TerminalModes
{
    private const int StandardInput = 0;

    // struct termios is smaller on every system that .NET runs on.
    private const int Size = 512;

    /// <summary>Reads the modes; null where standard input is no terminal, or the system has none.</summary>
    public static byte[]? Read()
    {
        if (OperatingSystem.IsWindows())
            return null;
        var modes = new byte[Size];
        return GetAttributes(StandardInput, modes) == 0 ? modes : null;
    }

    /// <summary>Puts modes back at once.</summary>
    public static void Write(byte[] modes) => _ = SetAttributes(StandardInput, 0, modes);

    [DllImport("libc", EntryPoint = "tcgetattr")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int GetAttributes(int file, byte[] modes);

    [DllImport("libc", EntryPoint = "tcsetattr")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetAttributes(int file, int when, byte[] modes);
}
