using TaLo.Chats;
using TaLo.Terminal.Chats;
using TaLo.Terminal.Library;
using TaLo.Terminal.Ui;
using Terminal.Gui.Input;

namespace TaLo.Terminal.Screens.Chatting;

/// <summary>What is written in place of a question is done: the commands of <c>talo chat</c>.</summary>
/// <param name="ui">What it works with.</param>
/// <param name="session">The conversation.</param>
/// <param name="question">Where they are written.</param>
internal sealed class TypedCommands(UiContext ui, ChatSession session, QuestionPane question)
{
    /// <summary>Asks both sides what is typed.</summary>
    public required Action Compare { get; init; }

    /// <summary>Begins a new conversation.</summary>
    public required Action Restart { get; init; }

    /// <summary>Called when another conversation has taken this one's place.</summary>
    public required Action Replaced { get; init; }

    /// <summary>Does what is typed where it is a command; where that cannot be done, it stays and the reason is said.</summary>
    /// <returns>Whether it is a command.</returns>
    public bool Take()
    {
        var typed = question.Question;
        var (word, rest) = ChatCommands.Split(typed);
        if (!ChatCommands.LooksLikeOne(word))
            return false;
        var command = Of(word, rest);
        var (images, known) = (word == "/image" && rest.Length == 0 ? [] : question.Images.ToList(), question.Known);
        question.Clear();
        question.Fill("", images, known);
        try
        {
            command();
        }
        catch (ChatException e)
        {
            question.Fill(typed, images, known);
            ui.Shell.Warn(e.Message);
        }
        return true;
    }

    private Action Of(string word, string rest) => word switch
    {
        "/help" or "/?" => Help,
        "/image" when rest.Length > 0 => () => question.Attach(PastedPaths.Parse(rest)),
        "/image" => () => ui.Shell.Tell("no image attached"),
        "/talo" => () => Switch(rest),
        "/compare" => () => CompareWith(rest),
        "/system" => () => SetSystem(rest),
        "/new" => Restart,
        "/save" => () => Save(PathOf(word, rest)),
        "/load" => () => Load(PathOf(word, rest)),
        "/quit" or "/exit" or "/bye" => ui.Shell.Quit,
        _ => throw ChatCommands.Unknown(word),
    };

    private void Help() => ui.Shell.Open(new HelpBox(
        ui, "commands", "what can be written in place of a question.",
        [("Commands", [.. ChatCommands.All.Select(c => new KeyAction(Key.Empty, "", c.Help, () => { }) { Label = c.Usage })])]));

    private void Switch(string rest)
    {
        if (rest is not ("on" or "off"))
            throw new ChatException("/talo: write /talo on or /talo off");
        if (rest == "on" && ui.Shared.Latest is null)
            throw new ChatException("/talo on: nothing is chosen to be bypassed: ^P chooses");
        ui.Shared.Apply(rest == "on" ? ui.Shared.Latest : null);
    }

    private void CompareWith(string text)
    {
        if (text.Length == 0)
            throw new ChatException("/compare: write the question behind it");
        if ((session.WhyNot ?? session.WhyNotBoth) is { } reason)
            throw new ChatException($"/compare: {reason}");
        question.Fill(text, question.Images.ToList(), question.Known);
        Compare();
    }

    private void SetSystem(string text)
    {
        session.SystemText = text;
        ui.Shell.Tell(text.Length > 0 ? "system message set, from the next question on" : "no system message");
    }

    private void Save(string path)
    {
        if (session.Chat is not { Entries.Count: > 0 } chat)
            throw new ChatException("/save: nothing was answered yet");
        var saved = SavedChat.Of(chat);
        ui.InBackground(
            () =>
            {
                saved.Write(path);
                return $"saved in {path}: {Questions(saved)}";
            },
            ui.Shell.Tell);
    }

    private void Load(string path)
    {
        if (session.Chat is null || session.Running is not null)
            throw new ChatException($"/load: {(session.Chat is null ? "the model is not loaded yet" : "an answer is running: esc stops it")}");
        ui.InBackground(() => SavedChat.Read(path), saved =>
        {
            session.GoOnWith(saved);
            Replaced();
            ui.Shell.Tell($"going on with {Questions(saved)} asked of {saved.Model}");
        });
    }

    private static string Questions(SavedChat saved) => Quantity.Of(saved.Turns.Count / 2, "question");

    private static string PathOf(string word, string rest) =>
        rest.Length > 0 ? TypedPath.Clean(rest) : throw new ChatException($"{word}: write the file's name behind it");
}
