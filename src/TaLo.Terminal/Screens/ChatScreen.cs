using System.Drawing;
using TaLo.Chats;
using TaLo.Models;
using TaLo.Scoring;
using TaLo.Tasks.Readers;
using TaLo.Terminal.Chats;
using TaLo.Terminal.Library;
using TaLo.Terminal.Screens.Chatting;
using TaLo.Terminal.Ui;
using Terminal.Gui.Input;

namespace TaLo.Terminal.Screens;

/// <summary>Talk to the model about images, with a layer bypassed or not, or both side by side.</summary>
internal sealed class ChatScreen : Screen
{
    private static readonly TimeSpan DrawEvery = TimeSpan.FromMilliseconds(40);
    private static readonly TimeSpan JustEnded = TimeSpan.FromSeconds(2);

    private readonly ChatSession _session;
    private readonly TranscriptPane _transcript;
    private readonly QuestionPane _question;
    private readonly TypedCommands _commands;
    private int _questionRows;

    /// <summary>Creates the screen.</summary>
    public ChatScreen(UiContext ui) : this(ui, ui.Shared.Lend)
    {
    }

    /// <summary>Creates the screen for models that are lent otherwise.</summary>
    internal ChatScreen(UiContext ui, Func<ModelOptions, Action<string>, CancellationToken, IChatModel> lend) : base(ui)
    {
        _session = new ChatSession(ui.Shared, lend) { Over = Over };
        _transcript = new TranscriptPane(ui, _session) { Empty = EmptyText };
        _question = new QuestionPane(ui, _session) { Ask = Ask, Resized = Resize, Leave = () => NextPane(1) };
        _commands = new TypedCommands(ui, _session, _question) { Compare = () => Ask(true), Restart = Restart, Replaced = _transcript.Forget };
        Add(_transcript, _question);
    }

    /// <inheritdoc/>
    public override string Name => "Chat";

    /// <inheritdoc/>
    public override string Purpose => "talk to the model about images, TaLo on, off or side by side.";

    /// <inheritdoc/>
    public override IEnumerable<Pane> Panes => [_question, _transcript];

    /// <inheritdoc/>
    public override IReadOnlyList<KeyAction> Keys =>
    [
        .. _session.Running is not null
            ? [new KeyAction(Key.Esc, "stop", "Stop the answer; what there is of it stays.", _session.Stop) { WhileTyping = true, Also = [Key.C.WithCtrl] }]
            : new KeyAction[]
            {
                new(Key.Esc, "other pane", "Give the keys to the conversation, or back to the question.", () => NextPane(1)) { WhileTyping = true, InKeyLine = false, Also = [Key.Tab] },
                new(Key.C.WithCtrl, "quit", "Quit at once; while an answer runs: stop it.", Quit) { WhileTyping = true, Always = true, InKeyLine = _question.HasFocus },
            },
        .. Ui.Shared.ChosenModel is null ? NoModelKeys() : [],
        new(Key.X.WithCtrl, "both", "Ask both sides; with nothing typed, the latest question again.", () => Ask(true)) { WhileTyping = true, Disabled = () => _session.WhyNot ?? _session.WhyNotBoth },
        new(Key.T.WithCtrl, Ui.Shared.Bypass is null ? "TaLo on" : "TaLo off", "Switch the bypass off or on again, from the next question on.", Ui.Shared.Toggle) { WhileTyping = true, Disabled = () => Ui.Shared.Latest is null ? "nothing is chosen to be bypassed: ^P chooses" : null },
        new(Key.P.WithCtrl, "bypass", "Choose what is bypassed: a profile, or a layer by hand.", () => BypassList.Open(Ui, _session.Chat?.Model.Facts)) { WhileTyping = true },
        new(Key.G.WithCtrl, "other side", "Let the conversation go on with the other side's answer.", _session.ChangeSide) { WhileTyping = true, Disabled = () => _session.WhyNotChangeSide, InKeyLine = _session.WhyNotChangeSide is null },
        .. Ui.Shared.Sweep is { IsOn: true } sweep ? [SweepKey(sweep)] : Array.Empty<KeyAction>(),
        new(Key.O.WithCtrl, "image", "Attach an image by its path; so do a path in the question and a dropped file.", AskForImage) { WhileTyping = true, Disabled = () => _session.WhyNoImages },
        new(Key.D.WithCtrl, "data set", "Take a question with its image from the data set.", ChooseSample) { WhileTyping = true },
        new(Key.S.WithCtrl, "settings", "Temperature, seed, most tokens, system prompt …", () => Ui.Shell.Open(new SettingsBox(Ui, _session))) { WhileTyping = true },
        new(Key.N.WithCtrl, "new", "Begin a new conversation.", Restart) { WhileTyping = true, Disabled = () => _session.Exchanges.Count == 0 ? "this one is new" : null },
        new(Key.PageUp, "page up", "Scroll the conversation up.", () => _transcript.Page(-1)) { WhileTyping = true, InKeyLine = false },
        new(Key.PageDown, "page down", "Scroll the conversation down.", () => _transcript.Page(1)) { WhileTyping = true, InKeyLine = false },
        .. _question.HasFocus ? Array.Empty<KeyAction>() : [new(Key.Enter, "type", "Type a question.", () => _question.SetFocus()) { Also = [Key.I] }],
    ];

    /// <inheritdoc/>
    public override void Enter()
    {
        if (_session.Follow())
            _transcript.Forget();
        if (_session.WhyNot is null)
            _session.Load();
        _question.Remember();
        _question.SetFocus();
    }

    /// <inheritdoc/>
    public override void Update()
    {
        _transcript.SetNeedsDraw();
        _question.SetNeedsDraw();
        if (!_session.Follow())
            return;
        _transcript.Forget();
        if (_session.WhyNot is null)
            _session.Load();
    }

    /// <inheritdoc/>
    protected override void Arrange(Size size)
    {
        var rows = Math.Min(_question.RowsWanted(size.Width), size.Height / 2);
        _questionRows = rows;
        _transcript.Frame = new Rectangle(0, 0, size.Width, size.Height - rows);
        _question.Frame = new Rectangle(0, size.Height - rows, size.Width, rows);
    }

    private void Resize()
    {
        if (Viewport.Width > 0 && Math.Min(_question.RowsWanted(Viewport.Width), Viewport.Height / 2) != _questionRows)
            Rearrange();
    }

    private KeyAction[] NoModelKeys() =>
    [
        new(Key.L.WithCtrl, "models", "Choose a model on Home.", () => Ui.Shell.Show(Ui.Shell.Screen<HomeScreen>())) { WhileTyping = true },
        new(Key.B.WithCtrl, "bundled model", "Take the bundled model.", () => Ui.Shared.Choose(ModelFinder.Describe(BundledModels.Plain))) { WhileTyping = true },
    ];

    private KeyAction SweepKey(SweepJob sweep) => sweep.State == JobState.Paused
        ? new KeyAction(Key.R.WithCtrl, "resume sweep", "Let the sweep go on.", () => { sweep.Resume(); Ui.Shared.Touch(); }) { WhileTyping = true, Disabled = () => _session.Running is null ? null : "an answer is running: esc stops it" }
        : new KeyAction(Key.R.WithCtrl, "pause sweep", "Pause the sweep after its current pass, so that the model can answer.", () => PauseSweep(sweep)) { WhileTyping = true };

    private string EmptyText()
    {
        if (Ui.Shared.ChosenModel is null)
            return "No model is chosen.\n\n^L   the list of models on Home\n^B   the bundled model";
        if (_session.Problem is { } problem)
            return problem;
        if (Ui.Shared.Sweep is { IsOn: true, State: not JobState.Paused })
            return "A sweep holds the model. ^R pauses it, nothing of it is lost; then ask.";
        if (_session.Loading is { } loading)
            return loading + " …";
        var images = _session.WhyNoImages is { } reason ? reason + "." : "^O attaches an image, and so does a path in the question or a file dropped here; ^D takes a question from the data set.";
        var bypass = Ui.Shared.Latest is null ? "^P chooses what is bypassed: a profile, or a layer by hand." : "^T switches TaLo on and off; ^X asks both sides.";
        return $"Type a question, enter asks it; /help lists commands.\n\n{images}\n{bypass}";
    }

    private void Ask(bool both)
    {
        if (_commands.Take())
            return;
        if (_session.WhyNot is { } reason)
        {
            Ui.Shell.Warn(reason);
            return;
        }
        if (Read(_question.Question) is not { Remaining: var text, Paths: var paths } taken)
            return;
        if (taken.Note is { } note)
            Ui.Shell.Warn(note);
        if (paths.Count > 0 && _session.WhyNoImages is null)
        {
            var (images, known) = (_question.Images.ToList(), _question.Known);
            _question.Attach(paths, () =>
            {
                _question.Fill(text, _question.Images.ToList(), known);
                if (text.Length > 0)
                    Send(both);
            });
        }
        else if (paths.Count > 0 || (_question.Images.Count > 0 && _session.WhyNoImages is not null))
        {
            Ui.Shell.Warn(_session.WhyNoImages!);
        }
        else
        {
            Send(both);
        }
    }

    private QuestionWithPaths? Read(string question)
    {
        try
        {
            return PathsInText.Take(question);
        }
        catch (InputException e)
        {
            Ui.Shell.Warn(e.Message);
            return null;
        }
    }

    private void Send(bool both)
    {
        var (text, images, known) = (_question.Question, _question.Images.ToList(), _question.Known);
        if (text.Length == 0 && both && _session.Exchanges is [.., { } latest])
            (text, images, known) = (latest.Question, [.. latest.Images], latest.Known);
        if (text.Length == 0)
        {
            Ui.Shell.Warn(images.Count > 0 ? "type a question about the image" : "type a question");
            return;
        }
        _session.Ask(text, images, known, both);
        _question.Clear();
        _transcript.Follow();
        Ui.App.AddTimeout(DrawEvery, () =>
        {
            _transcript.SetNeedsDraw();
            return _session.Running is not null;
        });
    }

    private void Over(Exchange exchange)
    {
        // Nothing that was typed is lost: a question that could not be asked comes back.
        if (exchange.Problem is not null && _question is { Question: "", Images.Count: 0 })
            _question.Fill(exchange.Question, exchange.Images, exchange.Known);
        Ui.Shell.Refresh();
    }

    private void Restart()
    {
        _session.Restart();
        _transcript.Forget();
    }

    private void Quit()
    {
        if (DateTime.UtcNow - _session.EndedAt < JustEnded)
            Ui.Shell.Tell("the answer has ended; ^C quits");
        else
            Ui.Shell.Leave(ExitCodes.Interrupted);
    }

    private void PauseSweep(SweepJob sweep)
    {
        sweep.Pause();
        Ui.Shared.Touch();
        Ui.Shell.Tell("the sweep pauses after its current pass; ^R lets it go on");
        _session.Load();
    }

    private void AskForImage() => Ui.Shell.Open(new FileBox(
        Ui, "Attach an image", "Path of an image, typed, pasted or dropped here; or choose one below", PastedPaths.ImageEndings,
        path =>
        {
            var image = Attachment.Read(path);
            return new FilePreview(image.File, image.Name);
        },
        paths =>
        {
            _question.Attach(paths);
            return null;
        }));

    private void ChooseSample()
    {
        var path = Ui.Shared.DataPath ?? BundledModels.Tasks;
        Ui.InBackground(() => DataSets.Open(path, new DataSetOptions { Answered = false }), data => Ui.Shell.Open(new SampleBox(Ui, data, (question, name, answer) =>
        {
            if (question.Images.Count > 0 && _session.WhyNoImages is { } reason)
                Ui.Shell.Warn(reason);
            else
                _question.Fill(PromptTemplate.Default.RenderText(question), [.. question.Images.Select(i => new Attachment(name, i))], answer);
            _question.SetFocus();
        })));
    }
}
