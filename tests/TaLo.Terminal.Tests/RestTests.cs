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
            var costs = Enumerable.Range(0, 8).Select(_ => Cost.While(program, Watched));
            Assert.True(costs.Any(c => c is { Written: 0, Wakeups: < 40 } && c.Cpu / Watched <= 0.005), $"with {key}: {string.Join(", ", costs)}");
        }
        terminal.Write("woken");
        terminal.WaitFor("woken");
        terminal.Resize(90, 26);
        terminal.WaitFor(s => s.Split('\n')[25].Contains("quit", StringComparison.Ordinal), "the keys on line 26");
    }

    [TmuxFact]
    public void Should_Send_Little_For_A_Key()
    {
        using var sandbox = new Sandbox();
        using var terminal = new Tmux(sandbox, 100, 30);
        terminal.Enter(Talo.CommandLine());
        terminal.WaitFor("talo-nano-tasks");
        foreach (var screen in new[] { "1", "2", "3" })
        {
            terminal.Press(screen);
            foreach (var key in new[] { "Tab", "Down", "Up" })
            {
                // What is looked up in the background may come to its end meanwhile, and a busy machine be late.
                var sent = Enumerable.Range(0, 3).Select(_ => Cost.OfKey(terminal, key)).Order().ElementAt(1);
                Assert.True(sent < 2048, $"{key} on screen {screen} sends {sent} bytes");
            }
        }
    }

    /// <summary>What a process uses.</summary>
    private sealed record Cost(TimeSpan Cpu, long Wakeups, long Written)
    {
        // The system counts in hundredths of a second.
        private const double TicksPerSecond = 100;

        /// <summary>What it uses in a while.</summary>
        public static Cost While(int process, TimeSpan time)
        {
            var before = Of(process);
            Thread.Sleep(time);
            var after = Of(process);
            return new Cost(after.Cpu - before.Cpu, after.Wakeups - before.Wakeups, after.Written - before.Written);
        }

        /// <summary>Bytes written for a key, until nothing more comes.</summary>
        public static long OfKey(Tmux terminal, string key)
        {
            var program = terminal.Program();
            var before = Quiet(program);
            terminal.Press(key);
            return Quiet(program) - before;
        }

        private static long Quiet(int program)
        {
            long written;
            do
            {
                written = Of(program).Written;
                Thread.Sleep(700);
            }
            while (Of(program).Written != written);
            return written;
        }

        private static Cost Of(int process)
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
