using Spectre.Console;

namespace TaLo.Terminal;

/// <summary>The two streams: data on stdout, everything said about it on stderr.</summary>
internal static class Messages
{
    /// <summary>Data, for people: tables and strips. Redirected, it is plain text, as wide as needed.</summary>
    public static IAnsiConsole Data { get; } = Create(Console.Out, Console.IsOutputRedirected);

    /// <summary>Messages and progress.</summary>
    public static IAnsiConsole Talk { get; } = Create(Console.Error, Console.IsErrorRedirected);

    /// <summary>A line of data, never wrapped.</summary>
    public static void Print(string text) => Console.Out.WriteLine(text);

    /// <summary>A line about what is being done, never wrapped.</summary>
    public static void Note(string text) => Console.Error.WriteLine(text);

    /// <summary>A line about something that went wrong, never wrapped.</summary>
    public static void Error(string text)
    {
        Talk.Write(new Text("talo: ", new Style(Color.Red)));
        Console.Error.WriteLine(text);
    }

    private static IAnsiConsole Create(TextWriter writer, bool redirected)
    {
        var noColor = Environment.GetEnvironmentVariable("NO_COLOR") is { Length: > 0 };
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = redirected ? AnsiSupport.No : AnsiSupport.Detect,
            ColorSystem = redirected || noColor ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
            Interactive = redirected ? InteractionSupport.No : InteractionSupport.Detect,
        });
        // A redirected table must not be cut at 80 columns.
        if (redirected)
            console.Profile.Width = 200;
        return console;
    }
}
