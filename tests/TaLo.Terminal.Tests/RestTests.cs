using System.Globalization;

namespace TaLo.Terminal.Tests;

/// <summary>The screens of the real program while nothing happens.</summary>
public sealed class RestTests
{
    private static readonly TimeSpan Watched = TimeSpan.FromSeconds(4);

    [TmuxFact]
    public void Should_Cost_Nothing_While_Nothing_Happens_And_Wake_For_A_Key_And_A_Resize()
    {
        using var sandbox = new Sandbox();
        using var terminal = new Tmux(sandbox, 100, 30);
        terminal.Enter(Talo.CommandLine());
        terminal.WaitFor("talo-nano-tasks");
        var program = terminal.Program();
        foreach (var key in new[] { "Tab", "4" })
        {
            terminal.Press(key);
            if (key == "4")
                terminal.WaitFor("Type a question");
            // The runtime goes on compiling for a while what has just been used.
            Thread.Sleep(TimeSpan.FromSeconds(5));
            var before = Cost.Of(program);
            Thread.Sleep(Watched);
            var after = Cost.Of(program);
            Assert.Equal(before.Written, after.Written);
            Assert.InRange(after.Wakeups - before.Wakeups, 0, 10 * (long)Watched.TotalSeconds);
            Assert.InRange((after.Cpu - before.Cpu) / Watched, 0, 0.005);
        }
        terminal.Write("woken");
        terminal.WaitFor("woken");
        terminal.Resize(90, 26);
        terminal.WaitFor(s => s.Split('\n')[25].Contains("quit", StringComparison.Ordinal), "the keys on line 26");
    }

    /// <summary>What a process has used so far.</summary>
    private sealed record Cost(TimeSpan Cpu, long Wakeups, long Written)
    {
        // The system counts in hundredths of a second.
        private const double TicksPerSecond = 100;

        public static Cost Of(int process)
        {
            var stat = File.ReadAllText($"/proc/{process}/stat").Split(')')[^1].Split(' ');
            return new Cost(
                TimeSpan.FromSeconds((Number(stat[12]) + Number(stat[13])) / TicksPerSecond),
                Directory.GetDirectories($"/proc/{process}/task").Sum(t => Field($"{t}/status", "voluntary_ctxt_switches:")),
                Field($"/proc/{process}/io", "wchar:"));
        }

        private static long Field(string file, string name) =>
            Number(File.ReadLines(file).First(l => l.StartsWith(name, StringComparison.Ordinal))[name.Length..]);

        private static long Number(string text) => long.Parse(text.Trim(), CultureInfo.InvariantCulture);
    }
}
