using System.Drawing;
using TaLo.Chats;
using TaLo.Terminal.Chats;
using TaLo.Terminal.Ui;
using Terminal.Gui.Input;
using Terminal.Gui.ViewBase;

namespace TaLo.Terminal.Screens.Chatting;

/// <summary>Where the next question is put together: its text, and its images with a small picture.</summary>
internal sealed class QuestionPane : Pane
{
    private const int MostRows = 8;
    private const int PictureRows = 4;
    private const int PictureWidth = PictureRows * 2;

    private readonly ChatSession _session;
    private readonly QuestionField _field;
    private readonly PictureView _picture;
    private readonly List<Attachment> _images = [];
    private readonly List<string> _asked = [];
    private readonly QuestionHistory _history;
    private bool _hasRemembered;
    private int _recalled = -1;
    private string _draft = "";

    /// <summary>Creates it.</summary>
    public QuestionPane(UiContext ui, ChatSession session) : base(ui)
    {
        _session = session;
        _history = new QuestionHistory(ui.Shared.Options.State);
        _field = new QuestionField(ui.Theme);
        _field.ContentsChanged += (_, _) => Changed();
        _field.Pasting += (_, e) =>
        {
            if (!PastedPaths.AreImages(e.Text))
                return;
            e.Handled = true;
            Attach(PastedPaths.Parse(e.Text));
        };
        _picture = new PictureView(ui) { Visible = false };
        Add(_field, _picture);
    }

    /// <inheritdoc/>
    public override string Heading => _session.Running is not null ? _session.IsStopping ? "Stopping …" : "Answering: esc stops it, the next question can be typed"
        : _images.Count > 0 ? $"Ask about {string.Join(", ", _images.Select(i => i.Name))}" : "Ask";

    /// <inheritdoc/>
    public override string Corner => _images.Count > 0 ? "backspace at the beginning takes the image off" : "";

    /// <summary>Asks the question; told whether both sides are asked.</summary>
    public required Action<bool> Ask { get; init; }

    /// <summary>Gives the keys to the other pane.</summary>
    public required Action Leave { get; init; }

    /// <summary>Called when it wants another height.</summary>
    public required Action Resized { get; init; }

    /// <summary>The data set's own answer to the question that was taken from it, or null.</summary>
    public KnownAnswer? Known { get; private set; }

    /// <summary>The question's text.</summary>
    public string Question => _field.Text.ReplaceLineEndings("\n").Trim();

    /// <summary>Its images.</summary>
    public IReadOnlyList<Attachment> Images => _images;

    /// <inheritdoc/>
    public override IReadOnlyList<KeyAction> Keys =>
    [
        new(Key.Enter, "ask", "Ask the question; paths of images in it are attached.", () => Ask(false)) { WhileTyping = true, Disabled = () => ChatCommands.LooksLikeOne(ChatCommands.Split(Question).Word) ? null : _session.WhyNot },
        new(Key.Enter.WithAlt, "new line", "Begin a new line of the question.", () => _field.InsertText("\n")) { WhileTyping = true, InKeyLine = false, Also = [Key.J.WithCtrl] },
        .. PathsInText.EndsInWord(_field.BeforeCursor) ? [new KeyAction(Key.Tab, "complete", "Complete the path that is typed.", Complete) { WhileTyping = true, InKeyLine = PathsInText.EndsInPath(_field.BeforeCursor) }] : Array.Empty<KeyAction>(),
        .. QuestionField.Editing.Select(e => new KeyAction(e.Key, e.Name, e.Help, () => _field.InvokeCommand(e.Command)) { WhileTyping = true, InKeyLine = false }),
        .. _field.CurrentRow == 0 ? [new KeyAction(Key.CursorUp, "question before", "Take the question before this one again.", () => Recall(1)) { WhileTyping = true, InKeyLine = false }] : Array.Empty<KeyAction>(),
        .. _recalled >= 0 && _field.CurrentRow >= _field.Lines - 1 ? [new KeyAction(Key.CursorDown, "question after", "Take the question after this one again.", () => Recall(-1)) { WhileTyping = true, InKeyLine = false }] : Array.Empty<KeyAction>(),
        .. _images.Count > 0 && _field is { CurrentRow: 0, CurrentColumn: 0 } ? [new KeyAction(Key.Backspace, "image off", "Take the image off.", DropImage) { WhileTyping = true }] : Array.Empty<KeyAction>(),
    ];

    /// <summary>The lines that it wants, frame included.</summary>
    /// <param name="width">Columns there are.</param>
    public int RowsWanted(int width)
    {
        var text = Columns.Wrap(_field.Text, Math.Max(1, width - 5 - TextLeft)).Count;
        return Math.Clamp(Math.Max(text, _images.Count > 0 ? PictureRows : 1), 1, MostRows) + 2;
    }

    /// <summary>Reads image files and attaches them.</summary>
    /// <param name="paths">The files.</param>
    /// <param name="then">Called when they are attached.</param>
    public void Attach(IReadOnlyList<string> paths, Action? then = null)
    {
        if (_session.WhyNoImages is { } reason)
            Ui.Shell.Warn(reason);
        else
            Ui.InBackground(() => paths.Select(Attachment.Read).ToList(), read =>
            {
                _images.AddRange(read);
                ShowImages();
                then?.Invoke();
            });
    }

    /// <summary>Takes a question as it is in place of what is there.</summary>
    public void Fill(string text, IReadOnlyList<Attachment> images, KnownAnswer? known)
    {
        _field.Text = text;
        _field.MoveEnd();
        _images.Clear();
        _images.AddRange(images);
        Known = known;
        ShowImages();
    }

    /// <summary>Recalls the questions of earlier sessions, too; once.</summary>
    public void Remember()
    {
        if (_hasRemembered)
            return;
        _hasRemembered = true;
        Ui.InBackground(_history.Read, earlier => _asked.InsertRange(0, earlier));
    }

    /// <summary>Empties it after its question was asked.</summary>
    public void Clear()
    {
        var asked = Question;
        if (asked.Length > 0 && (_asked.Count == 0 || _asked[^1] != asked))
        {
            _asked.Add(asked);
            Ui.InBackground(() => { _history.Add(asked); return asked; }, _ => { });
        }
        (_recalled, _draft) = (-1, "");
        Fill("", [], null);
    }

    /// <inheritdoc/>
    protected override void OnSubViewLayout(LayoutEventArgs args)
    {
        base.OnSubViewLayout(args);
        _picture.Frame = new Rectangle(1, 0, PictureWidth, Math.Min(PictureRows, Viewport.Height));
        _field.Frame = new Rectangle(1 + TextLeft, 0, Math.Max(1, Viewport.Width - 2 - TextLeft), Viewport.Height);
    }

    /// <inheritdoc/>
    protected override void Paint(Painter painter)
    {
        if (_field.Text.Length == 0 && !_field.HasFocus)
            painter.Put(1 + TextLeft, 0, "tab or enter goes here to type", Ui.Theme.Dim);
    }

    private int TextLeft => _images.Count > 0 ? PictureWidth + 1 : 0;

    private void Changed()
    {
        if (_field.Text.Length == 0)
            Known = null;
        Resized();
        Ui.Shell.Refresh();
    }

    private void Complete()
    {
        var typed = _field.BeforeCursor;
        Ui.InBackground(() => PathsInText.Complete(typed), completed =>
        {
            if (typed != _field.BeforeCursor)
                return;
            if (completed is not var (text, candidates))
            {
                Leave();
                return;
            }
            _field.ReplaceBeforeCursor(text);
            if (candidates.Count != 1)
                Ui.Shell.Tell(candidates.Count == 0 ? "nothing begins so" : string.Join("  ", candidates));
        });
    }

    private void Recall(int step)
    {
        if (_asked.Count == 0)
            return;
        if (_recalled < 0)
            _draft = Question;
        _recalled = Math.Clamp(_recalled + step, -1, _asked.Count - 1);
        _field.Text = _recalled < 0 ? _draft : _asked[^(_recalled + 1)];
        _field.MoveEnd();
    }

    private void DropImage()
    {
        _images.RemoveAt(_images.Count - 1);
        ShowImages();
    }

    private void ShowImages()
    {
        _picture.Visible = _images.Count > 0;
        _picture.Show(_images.Count > 0 ? _images[^1].File : default);
        SetNeedsLayout();
        Resized();
        Ui.Shell.Refresh();
    }
}
