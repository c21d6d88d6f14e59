using System.Drawing;
using Terminal.Gui.Input;

namespace TaLo.Terminal.Ui;

/// <summary>Every key that works here and what it does, from the same entries as the bindings.</summary>
internal sealed class HelpBox : Box
{
    private readonly List<Entry> _entries;
    private int _top;

    /// <summary>Lists groups of keys.</summary>
    public HelpBox(UiContext ui, string name, string purpose, IEnumerable<(string Title, IReadOnlyList<KeyAction> Keys)> groups)
        : base(ui, $"Help: {name}") => _entries =
    [
        new Entry("", purpose),
        .. from g in groups
           where g.Keys.Count > 0
           from entry in g.Keys.Select(Of).Prepend(new Entry("", g.Title) { IsTitle = true }).Prepend(new Entry("", ""))
           select entry,
    ];

    /// <inheritdoc/>
    public override IReadOnlyList<KeyAction> Keys =>
    [
        new(Key.Esc, "close", "Close.", Close) { Also = [new Key('?'), Key.Q, Key.Enter, Key.Space] },
        new(Key.CursorDown, "down", "Scroll down.", () => Wheeled(1)) { Also = [Key.J] },
        new(Key.CursorUp, "up", "Scroll up.", () => Wheeled(-1)) { Also = [Key.K] },
        new(Key.PageDown, "page down", "Scroll down a page.", () => Wheeled(Viewport.Height)),
        new(Key.PageUp, "page up", "Scroll up a page.", () => Wheeled(-Viewport.Height)),
    ];

    /// <inheritdoc/>
    protected override string Corner => "↑↓ scroll, esc closes";

    /// <inheritdoc/>
    protected override Size Wanted(Size room)
    {
        var width = Math.Min(92, room.Width - 4);
        return new Size(width, Lines(width - 2).Count + 2);
    }

    /// <inheritdoc/>
    protected override void Wheeled(int step)
    {
        _top = Math.Clamp(_top + step, 0, Math.Max(0, Lines(Viewport.Width).Count - Viewport.Height));
        SetNeedsDraw();
    }

    /// <inheritdoc/>
    protected override void Paint(Painter painter)
    {
        var theme = painter.Theme;
        foreach (var ((entry, text, isFirst), y) in Lines(painter.Width).Skip(_top).Take(painter.Height).Select((l, i) => (l, i)))
        {
            painter.Put(1, y, isFirst ? entry.Key : "", theme.KeyName);
            painter.Put(Left(entry), y, text, entry.IsTitle ? theme.Accent : entry.IsDisabled ? theme.Dim : theme.Text);
        }
    }

    private static Entry Of(KeyAction key) => key.Disabled() is { } reason
        ? new Entry(key.Shown, $"{key.Help} (not now: {reason})") { IsDisabled = true }
        : new Entry(key.Shown, key.Help);

    private int Left(Entry entry) => entry.Key.Length > 0 ? Widest(_entries.Select(l => l.Key)) + 3 : 1;

    private List<(Entry Entry, string Text, bool IsFirst)> Lines(int width) =>
        [.. _entries.SelectMany(e => Columns.Wrap(e.Text, width - Left(e) - 1).Select((line, i) => (e, line, i == 0)))];

    private sealed record Entry(string Key, string Text)
    {
        public bool IsTitle { get; init; }

        public bool IsDisabled { get; init; }
    }
}
