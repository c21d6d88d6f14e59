using System.Buffers;

namespace TaLo.Terminal.Tests;

/// <summary>A text that would take the terminal: its title, its screen, its colours, the order of its letters.</summary>
internal static class Hostile
{
    public const string Text = "\e]0;owned\a\e[2J\u009b31m\u202Eevil\u007f";

    private static readonly SearchValues<char> Obeyed = SearchValues.Create([.. Enumerable.Range(0, char.MaxValue).Select(c => (char)c)
        .Where(c => (char.IsControl(c) && c is not ('\n' or '\t')) || c is '\u2028' or '\u2029' or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069'))]);

    /// <summary>Asserts that a terminal has nothing to obey but line ends and tabs.</summary>
    public static void AssertNoneIn(string output, string what = "")
    {
        var at = output.AsSpan().IndexOfAny(Obeyed);
        Assert.True(at < 0, at < 0 ? "" : $"{what}: U+{(int)output[at]:X4} in: {output[Math.Max(0, at - 60)..Math.Min(output.Length, at + 60)]}");
    }
}
