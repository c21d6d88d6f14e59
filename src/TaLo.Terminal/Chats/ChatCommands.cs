namespace TaLo.Terminal.Chats;

/// <summary>What can be written in place of a question: the same in <c>talo chat</c> and on the Chat screen.</summary>
internal static class ChatCommands
{
    /// <summary>Every command: how it is written, and what it does.</summary>
    public static IReadOnlyList<(string Usage, string Help)> All { get; } =
    [
        ("/image PATH…", "attach images to the next question (quotes, file:// and escaped spaces are understood); a line of nothing but image paths does it, too; without a path: attach none"),
        ("/talo on|off", "bypass the layer, or talk to the base model"),
        ("/compare QUESTION", "answer by both sides; the one that is switched on goes on"),
        ("/system TEXT", "a system message from now on; without text: none"),
        ("/new", "begin a new conversation"),
        ("/save FILE", "save the conversation with its images, as JSON lines"),
        ("/load FILE", "go on with a saved conversation"),
        ("/help", "list these"),
        ("/quit", "end"),
    ];

    /// <summary>The commands as lines of text.</summary>
    public static string Help => string.Join('\n', All.Select(c => $"{c.Usage,-18}  {c.Help}"));

    /// <summary>Splits a line into its first word and the rest.</summary>
    public static (string Word, string Text) Split(string line) =>
        line.Split((char[]?)null, 2, StringSplitOptions.RemoveEmptyEntries) is [var first, var text] ? (first, text) : (line, "");

    /// <summary>Whether a word is written as a command is: paths have more slashes, or dots.</summary>
    public static bool LooksLikeOne(string word) => word is ['/', .. var name] && name.Length > 0 && (name == "?" || name.All(char.IsAsciiLetter));

    /// <summary>What is said of a command that there is not.</summary>
    public static ChatException Unknown(string word) => new($"there is no command {word}: /help lists them");
}
