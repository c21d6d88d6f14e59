using System.Drawing;
using TaLo.Terminal.Ui;
using Terminal.Gui.Input;
using Attribute = Terminal.Gui.Drawing.Attribute;

namespace TaLo.Terminal.Screens.Chatting;

/// <summary>The conversation: scrolls, and stays at its end while it grows unless it was scrolled up.</summary>
internal sealed class TranscriptPane : Pane
{
    private const int Edge = 1;

    private readonly ChatSession _session;
    private readonly Pictures _pictures;
    private readonly Dictionary<Exchange, (int Version, IReadOnlyList<TranscriptRow> Rows)> _laid = [];
    private (int Width, int PictureRows) _laidFor;
    private IReadOnlyList<TranscriptRow> _rows = [];
    private int _top;
    private bool _follows = true;

    /// <summary>Creates it.</summary>
    public TranscriptPane(UiContext ui, ChatSession session) : base(ui)
    {
        _session = session;
        _pictures = new Pictures(ui, () =>
        {
            _laid.Clear();
            SetNeedsDraw();
        });
    }

    /// <inheritdoc/>
    public override string Heading => _session.Chat is { } chat ? $"Chat with {chat.Model.Facts.Name}" : "Chat";

    /// <inheritdoc/>
    public override string Corner
    {
        get
        {
            if (_session.Chat is not { } chat)
                return "";
            var live = _session.Running?.Answers.FirstOrDefault(a => a is { IsOpen: true, Progress: not null });
            var used = live?.Progress is { PromptTokens: > 0 } p ? p.PromptRead + p.GeneratedTokens : chat.ContextUsed;
            var speed = live is { TokensPerSecond: > 0 and var rate } ? $"{AnswerNotes.Number(rate)} tokens/s  " : "";
            return speed + AnswerNotes.Context(used, chat.ContextLength);
        }
    }

    /// <inheritdoc/>
    public override string Footer => _rows.Count - _top - Viewport.Height is > 0 and var below && !_follows ? $"{Quantity.Of(below, "line")} below" : "";

    /// <summary>What is said while there is no conversation.</summary>
    public Func<string> Empty { get; init; } = () => "";

    /// <inheritdoc/>
    public override IReadOnlyList<KeyAction> Keys =>
    [
        new(Key.CursorUp, "up", "Scroll up.", () => Scroll(-1)) { Also = [Key.K] },
        new(Key.CursorDown, "down", "Scroll down.", () => Scroll(1)) { Also = [Key.J] },
        new(Key.Home, "begin", "Scroll to the beginning.", () => Scroll(-_rows.Count)) { InKeyLine = false, Also = [Key.G] },
        new(Key.End, "end", "Scroll to the end and stay there.", () => Scroll(_rows.Count)) { Label = "end", Also = [Key.G.WithShift] },
    ];

    /// <summary>Scrolls by pages.</summary>
    public void Page(int pages) => Scroll(pages * Math.Max(1, Viewport.Height - 1));

    /// <summary>Goes to the end, and stays there.</summary>
    public void Follow()
    {
        _follows = true;
        SetNeedsDraw();
    }

    /// <summary>Forgets what was laid out: it is another conversation.</summary>
    public void Forget()
    {
        _laid.Clear();
        _pictures.Forget();
        Follow();
    }

    /// <inheritdoc/>
    protected override void Wheeled(int step, bool sideways) => Scroll(3 * step);

    /// <inheritdoc/>
    protected override void Paint(Painter painter)
    {
        LayOut(painter.Width - (2 * Edge));
        if (_rows.Count == 0)
        {
            foreach (var (line, y) in Columns.Wrap(Empty(), painter.Width - 2).Select((l, i) => (l, i)))
                painter.Put(1, y, line, Ui.Theme.Dim);
            return;
        }
        var lowest = Math.Max(0, _rows.Count - painter.Height);
        _top = _follows ? lowest : Math.Clamp(_top, 0, lowest);
        for (var y = 0; y < painter.Height && _top + y < _rows.Count; y++)
            Draw(painter, y, _rows[_top + y]);
    }

    private void Draw(Painter painter, int y, TranscriptRow row)
    {
        foreach (var (x, text, kind) in row.Pieces)
            painter.Put(Edge + x, y, text, Style(kind));
        foreach (var (x, image, line) in row.Pictures)
            if (_pictures.Of(image, PictureRows) is { } picture)
                HalfBlocks.DrawRow(painter, picture, Edge + x, y, line);
    }

    private void LayOut(int width)
    {
        if (_laidFor != (width, PictureRows))
            _laid.Clear();
        _laidFor = (width, PictureRows);
        var layout = new TranscriptLayout(width, image =>
            _pictures.Of(image, PictureRows) is { } picture ? new Size(picture.Width, HalfBlocks.Rows(picture)) : Size.Empty);
        foreach (var exchange in _session.Exchanges)
        {
            var version = exchange.Version;
            if (!_laid.TryGetValue(exchange, out var laid) || laid.Version != version)
                _laid[exchange] = (version, layout.Rows(exchange));
        }
        _rows = [.. _session.Exchanges.SelectMany(e => _laid[e].Rows).SkipLast(1)];
    }

    private int PictureRows => Math.Clamp(Viewport.Height / 3, 3, 8);

    private void Scroll(int rows)
    {
        var lowest = Math.Max(0, _rows.Count - Viewport.Height);
        _top = Math.Clamp((_follows ? lowest : _top) + rows, 0, lowest);
        _follows = _top == lowest;
        SetNeedsDraw();
    }

    private Attribute Style(TextKind kind) => kind switch
    {
        TextKind.Dim => Ui.Theme.Dim,
        TextKind.Name => Ui.Theme.Accent,
        TextKind.Bypassed => Ui.Theme.Bypassed,
        TextKind.Base => Ui.Theme.SelectedIdle,
        TextKind.Warning => Ui.Theme.Warning,
        TextKind.Error => Ui.Theme.Error,
        _ => Ui.Theme.Text,
    };
}
