using System.Diagnostics;
using System.Text.RegularExpressions;

namespace TaLo.Terminal.Tests;

/// <summary>Whether a program that drew screens has left its terminal as it found it.</summary>
internal static partial class CleanTerminal
{
    /// <summary>The terminal's modes as the shell sees them.</summary>
    public static string Modes(Tmux terminal)
    {
        terminal.Enter("clear; echo modes:$(stty -g | md5sum | cut -c1-16):end");
        return Mode().Match(terminal.WaitFor(s => Mode().IsMatch(s), "the modes")).Groups[1].Value;
    }

    /// <summary>Sends the program a signal.</summary>
    public static void Kill(Tmux terminal, string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", $"{terminal.Program()}"]);
        kill.WaitForExit();
        Assert.Equal(0, kill.ExitCode);
    }

    /// <summary>Asserts that the program ended with a code and left nothing behind.</summary>
    /// <param name="terminal">Where it ran, its code echoed after it.</param>
    /// <param name="code">The exit code.</param>
    /// <param name="modes">The modes before it began.</param>
    public static void AssertLeft(Tmux terminal, int code, string modes)
    {
        terminal.WaitFor($"code:{code}");
        Assert.False(terminal.IsOnAlternateScreen);
        Assert.False(terminal.ReportsMouse);
        Assert.True(terminal.ShowsCursor);
        Assert.Equal(modes, Modes(terminal));
        // Nothing of the screens, and no reports of the mouse or the terminal as typed text.
        Assert.DoesNotContain("BYPASSED", terminal.Screen(), StringComparison.Ordinal);
        Assert.DoesNotMatch(@"\[<|\[\?|;\d+[RMc]", terminal.Screen());
    }

    [GeneratedRegex(@"modes:([0-9a-f]+):end")]
    private static partial Regex Mode();
}
