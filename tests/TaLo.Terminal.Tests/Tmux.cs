using System.Diagnostics;
using System.Globalization;

namespace TaLo.Terminal.Tests;

/// <summary>A terminal of its own with a shell in it: type, press keys, look at the screen, wait for what is to come.</summary>
internal sealed class Tmux : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1.5);

    private readonly string _socket = $"talo-test-{Guid.NewGuid():N}";
    private bool _isClosed;

    /// <summary>Opens a terminal.</summary>
    /// <param name="sandbox">Whose home the shell has.</param>
    /// <param name="columns">Its columns.</param>
    /// <param name="rows">Its rows.</param>
    /// <param name="variables">More variables of the shell, each as NAME=value.</param>
    public Tmux(Sandbox sandbox, int columns = 80, int rows = 24, params string[] variables)
    {
        // A test run in the background hands down that Ctrl-C is to be ignored; env undoes that.
        string[] shell =
        [
            "env", "--default-signal=INT,HUP,TERM", "-u", "NO_COLOR", "-u", "TALO_NATIVE_DIR", "-u", "TALO_MODELS", $"HOME={sandbox.Folder}",
            $"TALO_HOME={sandbox.Store}", $"XDG_CACHE_HOME={Path.Combine(sandbox.Folder, "cache")}", "TERM=tmux-256color", "COLORTERM=truecolor", "PS1=ready> ", "HISTFILE=",
            .. variables, "bash", "--norc", "--noprofile",
        ];
        Run(["-f", "/dev/null", "new-session", "-d", "-x", $"{columns}", "-y", $"{rows}", "-c", sandbox.Folder, .. shell]);
        WaitFor("ready>");
    }

    /// <summary>Whether the program has the alternate screen.</summary>
    public bool IsOnAlternateScreen => Ask("#{alternate_on}") == "1";

    /// <summary>Whether the mouse is reported.</summary>
    public bool ReportsMouse => Ask("#{mouse_any_flag}") == "1";

    /// <summary>Whether the cursor is shown.</summary>
    public bool ShowsCursor => Ask("#{cursor_flag}") == "1";

    /// <summary>Types a line into the shell.</summary>
    public void Enter(string line)
    {
        Run(["send-keys", "-l", line]);
        Run(["send-keys", "Enter"]);
    }

    /// <summary>Types text as it is.</summary>
    public void Write(string text) => Run(["send-keys", "-l", text]);

    /// <summary>Pastes text, as a terminal does with text that is pasted or a file that is dropped on it.</summary>
    public void Paste(string text)
    {
        Run(["set-buffer", text]);
        Run(["paste-buffer", "-p"]);
    }

    /// <summary>Presses keys by tmux's names: a, Enter, Down, C-c.</summary>
    public void Press(params string[] keys) => Run(["send-keys", .. keys]);

    /// <summary>Makes the terminal another size.</summary>
    public void Resize(int columns, int rows) => Run(["resize-window", "-x", $"{columns}", "-y", $"{rows}"]);

    /// <summary>What is on the screen, as lines of text.</summary>
    public string Screen() => Run(["capture-pane", "-p"]);

    /// <summary>The same with its colours as escape sequences.</summary>
    public string Coloured() => Run(["capture-pane", "-pe"]);

    /// <summary>Waits until something is on the screen.</summary>
    /// <returns>The screen then.</returns>
    public string WaitFor(string text) => WaitFor(screen => screen.Contains(text, StringComparison.Ordinal), $"'{text}'");

    /// <summary>Waits until the screen is as wanted.</summary>
    public string WaitFor(Func<string, bool> wanted, string what)
    {
        var watch = Stopwatch.StartNew();
        while (true)
        {
            var screen = Screen();
            if (wanted(screen))
                return screen;
            Assert.True(watch.Elapsed < Patience, $"{what} did not come within {Patience}; the screen is:\n{screen}");
            Thread.Sleep(50);
        }
    }

    /// <summary>The process that runs in the terminal beside the shell.</summary>
    public int Program() => Assert.Single(Programs());

    /// <summary>Closes the terminal's window, as a user does with a program in it.</summary>
    public void Close()
    {
        Run(["kill-server"]);
        _isClosed = true;
    }

    /// <summary>Closes the terminal; what still runs in it is killed, so that it writes nothing any more.</summary>
    public void Dispose()
    {
        if (_isClosed)
            return;
        var programs = Programs();
        Close();
        foreach (var id in programs)
            End(id);
    }

    private static void End(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            process.Kill();
            process.WaitForExit();
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            // It has ended by itself.
        }
    }

    private IReadOnlyList<int> Programs()
    {
        var shell = Ask("#{pane_pid}");
        return [.. File.ReadAllText($"/proc/{shell}/task/{shell}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(id => int.Parse(id, CultureInfo.InvariantCulture))];
    }

    private string Ask(string format) => Run(["display-message", "-p", format]).Trim();

    private string Run(string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("tmux", ["-L", _socket, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"tmux {string.Join(' ', arguments)}: {error.Result}");
        return output;
    }
}
