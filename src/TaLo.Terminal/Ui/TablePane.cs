using System.Drawing;
using Terminal.Gui.Input;
using Terminal.Gui.Text;
using Attribute = Terminal.Gui.Drawing.Attribute;

namespace TaLo.Terminal.Ui;

/// <summary>A pane of rows with a cursor.</summary>
/// <param name="ui">What it works with.</param>
/// <param name="heading">What the rows are.</param>
/// <param name="columns">The columns.</param>
/// <param name="same">Whether two items stand for the same thing: the cursor stays on it when the rows are read again.</param>
internal sealed class TablePane<T>(UiContext ui, string heading, IReadOnlyList<PaneColumn> columns, Func<T, T, bool> same) : Pane(ui)
{
    private IReadOnlyList<PaneRow<T>> _rows = [];
    private int _at;
    private int _top;

    /// <inheritdoc/>
    public override string Heading => heading;

    /// <inheritdoc/>
    public override string Corner => _rows.Count > 0 ? $"{_at + 1} of {_rows.Count}" : "";

    /// <inheritdoc/>
    public override string Footer => _rows.Count > 0 ? _rows[_at].Detail : "";

    /// <summary>What is said where there is no row.</summary>
    public string Empty { get; set; } = "";

    /// <summary>What else keys do while this pane has them; they come first in the key line.</summary>
    public Func<IReadOnlyList<KeyAction>> More { get; init; } = () => [];

    /// <summary>What enter and a double click do.</summary>
    public Action? Chosen { get; init; }

    /// <summary>Told when the cursor moved.</summary>
    public Action? Moved { get; init; }

    /// <summary>The rows.</summary>
    public IReadOnlyList<PaneRow<T>> Rows => _rows;

    /// <summary>The row under the cursor, or null.</summary>
    public PaneRow<T>? Current => _rows.Count > 0 ? _rows[_at] : null;

    /// <inheritdoc/>
    public override IReadOnlyList<KeyAction> Keys =>
    [
        .. More(),
        new(Key.CursorUp, "up", "Move up.", () => Go(-1)) { InKeyLine = false, Also = [Key.K] },
        new(Key.CursorDown, "down", "Move down.", () => Go(1)) { InKeyLine = false, Also = [Key.J] },
        new(Key.PageUp, "page up", "Move up a page.", () => Go(-Math.Max(1, BodyHeight))) { InKeyLine = false },
        new(Key.PageDown, "page down", "Move down a page.", () => Go(Math.Max(1, BodyHeight))) { InKeyLine = false },
        new(Key.Home, "first", "Move to the first row.", () => Go(-_rows.Count)) { InKeyLine = false },
        new(Key.End, "last", "Move to the last row.", () => Go(_rows.Count)) { InKeyLine = false },
    ];

    private int BodyHeight => Inner.Height - 1;

    /// <summary>Shows rows; the cursor stays on the same item where it is still there.</summary>
    public void Show(IReadOnlyList<PaneRow<T>> rows)
    {
        var kept = Current is { } before ? rows.Index().Where(r => same(r.Item.Item, before.Item)).Select(r => (int?)r.Index).FirstOrDefault() : null;
        _rows = rows;
        _at = kept ?? Math.Clamp(_at, 0, Math.Max(0, rows.Count - 1));
        SetNeedsDraw();
    }

    /// <summary>Puts the cursor on the first row that fits.</summary>
    public void Seek(Func<T, bool> wanted)
    {
        if (_rows.Index().FirstOrDefault(r => wanted(r.Item.Item)) is { Item: not null } found)
            Go(found.Index - _at);
    }

    /// <inheritdoc/>
    protected override void Clicked(Point place, bool twice)
    {
        var row = _top + place.Y - 1;
        if (row < 0 || row >= _rows.Count || place.Y < 1)
            return;
        Go(row - _at);
        if (twice)
            Chosen?.Invoke();
    }

    /// <inheritdoc/>
    protected override void Wheeled(int step, bool sideways) => Go(step);

    /// <inheritdoc/>
    protected override void Paint(Painter painter)
    {
        if (_rows.Count == 0)
        {
            foreach (var (line, y) in Columns.Wrap(Empty, painter.Width - 2).Select((l, i) => (l, i)))
                painter.Put(1, y, line, Ui.Theme.Dim);
            return;
        }
        _top = Math.Clamp(_top, Math.Max(0, _at - Math.Max(1, BodyHeight) + 1), _at);
        var widths = Widths(painter.Width - 3);
        Line(painter, 0, " ", columns.Select(c => c.Title).ToList(), widths, Ui.Theme.Dim);
        for (var y = 0; y < BodyHeight && _top + y < _rows.Count; y++)
        {
            var row = _rows[_top + y];
            var style = _top + y != _at ? row.IsDim ? Ui.Theme.Dim : Ui.Theme.Text : HasFocus ? Ui.Theme.Selected : Ui.Theme.SelectedIdle;
            painter.Fill(y + 1, style);
            Line(painter, y + 1, row.Mark, row.Cells, widths, style);
        }
    }

    private void Line(Painter painter, int y, string mark, IReadOnlyList<string> cells, int[] widths, Attribute style)
    {
        painter.Put(0, y, mark, style);
        var x = 2;
        for (var i = 0; i < columns.Count && i < cells.Count; i++)
        {
            var cell = Columns.Fit(cells[i], widths[i]);
            painter.Put(columns[i].Right ? x + widths[i] - cell.GetColumns() : x, y, cell, style);
            x += widths[i] + 2;
        }
    }

    private void Go(int step)
    {
        if (_rows.Count == 0)
            return;
        var to = Math.Clamp(_at + step, 0, _rows.Count - 1);
        if (to == _at)
            return;
        _at = to;
        SetNeedsDraw();
        Moved?.Invoke();
    }

    private int? Widest(int[] widths) =>
        Enumerable.Range(0, widths.Length).Where(i => columns[i].Shrinks).Select(i => (int?)i).MaxBy(i => widths[i!.Value]);

    private int[] Widths(int room)
    {
        var widths = columns.Select((c, i) => Math.Max(c.Title.GetColumns(), _rows.Max(r => i < r.Cells.Count ? r.Cells[i].GetColumns() : 0))).ToArray();
        var over = widths.Sum() + (2 * (widths.Length - 1)) - room;
        for (; over > 0 && Widest(widths) is { } widest && widths[widest] > 4; over--)
            widths[widest]--;
        return widths;
    }
}
