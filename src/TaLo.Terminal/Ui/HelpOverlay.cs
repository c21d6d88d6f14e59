using System.Drawing;
using Terminal.Gui.Input;

namespace TaLo.Terminal.Ui;

/// <summary>Every key that works here and what it does, from the same entries as the bindings.</summary>
internal sealed class HelpOverlay : Overlay
{
    private readonly List<Line> _lines = [];
    private readonly string _name;
    private int _top;

    /// <summary>Lists groups of keys.</summary>
    public HelpOverlay(UiContext ui, string name, string purpose, IEnumerable<(string Title, IReadOnlyList<KeyAction> Keys)> groups) : base(ui)
    {
        _name = name;
        _lines.Add(new Line("", purpose, null));
        foreach (var (title, keys) in groups.Where(g => g.Keys.Count > 0))
        {
            _lines.Add(new Line("", "", null));
            _lines.Add(new Line("", title, null) { IsTitle = true });
            _lines.AddRange(keys.Select(k => new Line(k.Shown, k.Help, k.Disabled())));
        }
    }

    /// <inheritdoc/>
    public override string Heading => $"Help: {_name}";

    /// <inheritdoc/>
    public override string Corner => "↑↓ scroll, esc closes";

    /// <inheritdoc/>
    public override IReadOnlyList<KeyAction> Keys =>
    [
        new(Key.Esc, "close", "Close.", Close) { Also = [new Key('?'), Key.Q, Key.Enter, Key.Space] },
        new(Key.CursorDown, "down", "Scroll down.", () => Scroll(1)) { Also = [Key.J] },
        new(Key.CursorUp, "up", "Scroll up.", () => Scroll(-1)) { Also = [Key.K] },
        new(Key.PageDown, "page down", "Scroll down a page.", () => Scroll(Inner.Height)),
        new(Key.PageUp, "page up", "Scroll up a page.", () => Scroll(-Inner.Height)),
    ];

    /// <inheritdoc/>
    protected override Size Wanted(Size room) => new(Math.Min(92, room.Width - 4), _lines.Count + 2);

    /// <inheritdoc/>
    protected override void Wheeled(int step, bool sideways) => Scroll(step);

    /// <inheritdoc/>
    protected override void Paint(Painter painter)
    {
        var theme = painter.Theme;
        var keys = Widest(_lines.Select(l => l.Key)) + 2;
        foreach (var (line, y) in _lines.Skip(_top).Take(painter.Height).Select((l, i) => (l, i)))
        {
            painter.Put(1, y, line.Key, theme.KeyName);
            var x = line.Key.Length > 0 ? keys + 1 : 1;
            var used = painter.Put(x, y, line.Text, line.IsTitle ? theme.Accent : line.Reason is null ? theme.Text : theme.Dim);
            if (line.Reason is { } reason)
                painter.Put(x + used + 1, y, $"(not now: {reason})", theme.Dim);
        }
    }

    private void Scroll(int rows)
    {
        _top = Math.Clamp(_top + rows, 0, Math.Max(0, _lines.Count - Inner.Height));
        SetNeedsDraw();
    }

    private sealed record Line(string Key, string Text, string? Reason)
    {
        public bool IsTitle { get; init; }
    }
}
