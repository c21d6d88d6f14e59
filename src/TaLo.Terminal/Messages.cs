using System.Text.Json;
using Spectre.Console;

namespace TaLo.Terminal;

/// <summary>
/// The two streams: data on stdout, everything said about it on stderr. Nothing else writes to them, and no text reaches
/// them but through <see cref="ForeignText"/>.
/// </summary>
internal static class Messages
{
    static Messages()
    {
        Console.SetError(new ForgivingWriter(Console.Error));
        Data = Create(Console.Out, Console.IsOutputRedirected);
        Talk = Create(Console.Error, Console.IsErrorRedirected);
    }

    /// <summary>Data, for people: tables and strips. Redirected, it is plain text, as wide as needed.</summary>
    public static IAnsiConsole Data { get; }

    /// <summary>Messages and progress.</summary>
    public static IAnsiConsole Talk { get; }

    /// <summary>Lines of data, never wrapped.</summary>
    public static void Print(string text) => Console.Out.WriteLine(ForeignText.Lines(text));

    /// <summary>A JSON document as data.</summary>
    public static void PrintJson<T>(T document) =>
        Console.Out.WriteLine(ForeignText.Json(JsonSerializer.Serialize(document, JsonFormats.Output)));

    /// <summary>A JSON document as data, on one line.</summary>
    public static void PrintJsonLine<T>(T document) =>
        Console.Out.WriteLine(ForeignText.Json(JsonSerializer.Serialize(document, JsonFormats.OutputLine)));

    /// <summary>A piece of a text that comes bit by bit.</summary>
    public static void PrintPiece(string piece) => Console.Out.Write(ForeignText.Lines(piece));

    /// <summary>A line about what is being done, never wrapped.</summary>
    public static void Note(string text) => Console.Error.WriteLine(ForeignText.Line(text));

    /// <summary>Several of them.</summary>
    public static void NoteLines(string text) => Console.Error.WriteLine(ForeignText.Lines(text));

    /// <summary>A line that waits to be completed by what is typed.</summary>
    public static void Prompt(string text) => Console.Error.Write(ForeignText.Line(text));

    /// <summary>A line about something that went wrong, never wrapped.</summary>
    public static void Error(string text)
    {
        Talk.Write(new Text("talo: ", new Style(Color.Red)));
        Note(text);
    }

    /// <summary>What the engine says before it ends the process.</summary>
    public static void LastWords(string message) => Error($"the engine gave up: {message}; what was finished is stored");

    /// <summary>An exception that nothing expected.</summary>
    public static void Fault(Exception exception)
    {
        Error("this is a fault of the program, please report it:");
        NoteLines($"{exception}");
    }

    /// <summary>A console that renders no foreign control code.</summary>
    internal static IAnsiConsole Harmless(IAnsiConsole console)
    {
        console.Pipeline.Attach(new HarmlessRendering());
        return console;
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
        // A redirected table is as wide as it needs, and never folded.
        if (redirected)
            console.Profile.Width = 10_000;
        return Harmless(console);
    }
}
