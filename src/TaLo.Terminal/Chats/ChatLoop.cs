using TaLo.Chats;
using TaLo.Models;
using TaLo.Terminal.Library;
using TaLo.UseCases;

namespace TaLo.Terminal.Chats;

/// <summary>A conversation line by line: what begins with / is a command, everything else a question.</summary>
internal sealed class ChatLoop(Chat chat, BypassChooser chooser, TextReader input, AnswerInterrupt interrupt)
{
    private readonly bool interactive = !Console.IsInputRedirected;
    private readonly List<ImageFile> images = [];
    private bool failed;

    /// <summary>Talks until the input ends.</summary>
    /// <returns>The exit code: in a pipe, a question or command that failed makes it a failure.</returns>
    public int Run()
    {
        Messages.Note($"{chat.Status}; /help lists commands");
        while (Read() is { } line && line is not ("/quit" or "/exit" or "/bye"))
        {
            try
            {
                Do(line);
            }
            catch (TaLoException e)
            {
                failed = true;
                Messages.Error(e.Message.ReplaceLineEndings(" "));
            }
        }
        return failed && !interactive ? ExitCodes.Failure : ExitCodes.Success;
    }

    /// <summary>The next line that is not empty; null at the end.</summary>
    private string? Read()
    {
        while (true)
        {
            if (interactive)
                Messages.Prompt($"[{chat.Status}{(images.Count > 0 ? $"; {Quantity.Of(images.Count, "image")}" : "")}] > ");
            var line = input.ReadLine()?.Trim();
            if (line is null && interactive)
                Messages.Note("");
            if (line is not "")
                return line;
        }
    }

    private void Do(string line)
    {
        var (word, rest) = ChatCommands.Split(line);
        switch (word)
        {
            case "/help" or "/?":
                Messages.NoteLines(ChatCommands.Help + "\nCtrl-D ends, too, and so does Ctrl-C where no answer is running");
                break;
            case "/image":
                Attach(rest);
                break;
            case "/talo":
                Switch(rest);
                break;
            case "/compare":
                Compare(rest);
                break;
            case "/system":
                chat.SystemText = rest.Length > 0 ? rest : null;
                Messages.Note(rest.Length > 0 ? "system message set" : "no system message");
                break;
            case "/new":
                chat.Restart();
                images.Clear();
                Messages.Note("a new conversation");
                break;
            case "/save":
                Save(rest);
                break;
            case "/load":
                Load(rest);
                break;
            case { } path when PastedPaths.AreImages(line):
                Attach(line);
                break;
            case { } command when ChatCommands.LooksLikeOne(command):
                throw ChatCommands.Unknown(command);
            default:
                Ask(line);
                break;
        }
    }

    private void Attach(string text)
    {
        Add(PastedPaths.Parse(text));
        if (text.Length > 0)
            return;
        images.Clear();
        Messages.Note("no image attached");
    }

    private void Save(string text)
    {
        var (path, saved) = (PathOf(text, "/save"), SavedChat.Of(chat));
        saved.Write(path);
        Messages.Note($"saved in {path}: {Quantity.Of(saved.Turns.Count / 2, "question")}");
    }

    private void Load(string text)
    {
        var saved = SavedChat.Read(PathOf(text, "/load"));
        chat.GoOnWith(saved);
        images.Clear();
        Messages.Note($"going on with {Quantity.Of(saved.Turns.Count / 2, "question")} asked of {saved.Model}");
    }

    private static string PathOf(string text, string command) =>
        text.Length > 0 ? TypedPath.Clean(text) : throw new ChatException($"{command}: write the file's name behind it");

    private void Switch(string text)
    {
        if (text is not ("on" or "off"))
            throw new ChatException("/talo: write /talo on or /talo off");
        if (text == "on" && chat.Bypass.IsNone && !chooser.IsAuto)
            throw new ChatException("/talo on: there is nothing to bypass: begin the chat with --profile or --layer");
        chat.IsOn = text == "on";
        Messages.Note(chat.Status);
    }

    private void Ask(string line)
    {
        var question = WithoutImages(line);
        if (chat.IsOn)
            Choose(question);
        SayWhereIdle(chat.IsOn);
        var printer = new AnswerPrinter(chat.Active, labelled: false);
        ChatAnswer? answer = null;
        interrupt.Run(stop => answer = chat.Ask(question, Bytes(), p => printer.Show(ChatSide.Base, p), stop));
        printer.End();
        Messages.Note($"({AnswerSummary.Figures(answer!)})");
        KeepImagesUnlessAnswered(answer!);
    }

    private void Compare(string line)
    {
        var question = WithoutImages(line);
        if (question.Length == 0)
            throw new ChatException("/compare: write the question behind it");
        Choose(question);
        SayWhereIdle(isAsked: true);
        var printer = new AnswerPrinter(chat.Bypass, labelled: true);
        BothAnswers? both = null;
        interrupt.Run(stop => both = chat.AskBoth(question, Bytes(), printer.Show, stop));
        printer.End();
        Messages.Note(both!.Verdict);
        Messages.Note($"(base: {AnswerSummary.Figures(both.Base)})");
        Messages.Note($"(bypassed: {AnswerSummary.Figures(both.Bypassed)})");
        var joined = both.Of(both.Active);
        if (joined.IsAnswered)
            Messages.Note($"the conversation goes on with {(both.Active == ChatSide.Base ? "the base model's answer" : "the bypassed answer")}");
        KeepImagesUnlessAnswered(joined);
    }

    private void SayWhereIdle(bool isAsked)
    {
        if (isAsked && chat.WhyIdle(images.Count) is { } why)
            Messages.Note(why);
    }

    /// <summary>Attaches the images whose paths a question names; the rest of it.</summary>
    private string WithoutImages(string line)
    {
        var question = PathsInText.Take(line);
        Add(question.Paths);
        if (question.Note is { } note)
            Messages.Note(note);
        return question.Remaining;
    }

    /// <summary>Attaches images, all or none.</summary>
    private void Add(IReadOnlyList<string> paths)
    {
        if (paths.Count > 0 && chat.WhyNoImages is { } why)
            throw new ModelException(why);
        var read = paths.Select(p => (Path: p, Image: ImageFile.Read(p))).ToList();
        foreach (var (path, image) in read)
        {
            images.Add(image);
            Messages.Note($"{path}: {image.Width} × {image.Height}");
        }
    }

    /// <summary>Where the bypass is chosen by the question: chooses it and says so.</summary>
    private void Choose(string question)
    {
        if (!chooser.IsAuto)
            return;
        chat.Bypass = chooser.For(question);
        Messages.Note(chat.Bypass.ToString());
    }

    private List<ReadOnlyMemory<byte>> Bytes() => [.. images.Select(i => i.Bytes)];

    private void KeepImagesUnlessAnswered(ChatAnswer answer)
    {
        if (answer.IsAnswered)
            images.Clear();
    }
}
