using Terminal.Gui.Input;
using Terminal.Gui.Text;
using Terminal.Gui.ViewBase;
using Terminal.Gui.Views;

namespace TaLo.Terminal.Ui;

/// <summary>A pane of rows with a cursor: the toolkit's table, with a mark before each row and what is said of the one under the cursor.</summary>
internal sealed class TablePane<T> : Pane
{
    private string _heading;
    private readonly IReadOnlyList<PaneColumn> _columns;
    private readonly Func<T, T, bool> _same;
    private readonly TableView _table;
    private readonly TextField _filter = new() { X = 2, Y = Pos.AnchorEnd(1), Width = Dim.Fill(1), Visible = false };
    private IReadOnlyList<PaneRow<T>> _all = [];
    private IReadOnlyList<PaneRow<T>> _rows = [];
    private bool _isShowing;
    private int _width;

    /// <summary>Creates it.</summary>
    /// <param name="ui">What it works with.</param>
    /// <param name="heading">What the rows are.</param>
    /// <param name="columns">The columns.</param>
    /// <param name="same">Whether two items stand for the same thing: the cursor stays on it when the rows are read again.</param>
    public TablePane(UiContext ui, string heading, IReadOnlyList<PaneColumn> columns, Func<T, T, bool> same) : base(ui)
    {
        (_heading, _columns, _same) = (heading, columns, same);
        _table = new TableView
        {
            Width = Dim.Fill(),
            Height = Dim.Fill(Dim.Func(_ => _filter.Visible ? 1 : 0)),
            TabStop = TabBehavior.NoStop,
            FullRowSelect = true,
            MultiSelect = false,
            Style = new TableStyle
            {
                AlwaysShowHeaders = true,
                ShowHorizontalHeaderOverline = false,
                ShowHorizontalHeaderUnderline = false,
                ShowVerticalCellLines = false,
                ShowVerticalHeaderLines = false,
                ShowVerticalCellLineForLastColumn = false,
                ExpandLastColumn = false,
                HeaderScheme = Theme.In(ui.Theme.Dim),
                RowColorGetter = row => ui.Theme.Row(_rows[row.RowIndex].IsDim),
            },
        };
        foreach (var (column, i) in columns.Select((c, i) => (c, i + 1)))
            _table.Style.GetOrCreateColumnStyle(i).Alignment = column.Right ? Alignment.End : Alignment.Start;
        _table.ValueChanged += (_, _) => OnMoved();
        _table.Accepting += (_, e) =>
        {
            e.Handled = true;
            Chosen?.Invoke();
        };
        _filter.TextChanged += (_, _) =>
        {
            Show(_all);
            Moved?.Invoke();
        };
        Add(_table, _filter);
    }

    /// <inheritdoc/>
    public override string Heading => _heading;

    /// <inheritdoc/>
    public override string Corner => (_rows.Count, _all.Count) switch
    {
        (0, 0) => "",
        var (some, all) when some < all => $"{(some > 0 ? $"{At + 1} of " : "")}{some}, {all} in all",
        _ => $"{At + 1} of {_rows.Count}",
    };

    /// <inheritdoc/>
    public override string Footer => Current?.Detail ?? "";

    /// <summary>What is said where there is no row.</summary>
    public string Empty { get; set; } = "";

    /// <summary>What else keys do while this pane has them; they come first in the key line.</summary>
    public Func<IReadOnlyList<KeyAction>> More { get; init; } = () => [];

    /// <summary>What enter and a double click do.</summary>
    public Action? Chosen { get; init; }

    /// <summary>Told when the cursor moved.</summary>
    public Action? Moved { get; init; }

    /// <summary>The row under the cursor, or null.</summary>
    public PaneRow<T>? Current => _rows.Count > 0 ? _rows[At] : null;

    /// <inheritdoc/>
    public override IReadOnlyList<KeyAction> Keys =>
    [
        .. More(),
        .. FilterKeys(),
        Move(Key.CursorUp, "up", "Move up.", Command.Up, Key.K),
        Move(Key.CursorDown, "down", "Move down.", Command.Down, Key.J),
        Move(Key.PageUp, "page up", "Move up a page.", Command.PageUp),
        Move(Key.PageDown, "page down", "Move down a page.", Command.PageDown),
        Move(Key.Home, "first", "Move to the first row.", Command.Start),
        Move(Key.End, "last", "Move to the last row.", Command.End),
    ];

    private int At => Math.Clamp(_table.Value?.SelectedCell.Y ?? 0, 0, Math.Max(0, _rows.Count - 1));

    /// <summary>Shows rows, those that fit the filter; the cursor stays on the same item where it is still there.</summary>
    public void Show(IReadOnlyList<PaneRow<T>> all)
    {
        var words = _filter.Text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        IReadOnlyList<PaneRow<T>> rows = words.Length == 0 ? all : [.. all.Where(r => words.All(r.Has))];
        _all = all;
        var at = Current is { } before && Find(rows, r => _same(r, before.Item)) is { } kept ? kept : Math.Min(At, Math.Max(0, rows.Count - 1));
        _isShowing = true;
        (_rows, _width) = (rows, Viewport.Width);
        _table.Visible = rows.Count > 0;
        var widths = Widths();
        foreach (var (width, i) in widths.Select((w, i) => (w + 1, i + 1)))
            (_table.Style.ColumnStyles[i].MinWidth, _table.Style.ColumnStyles[i].MaxWidth) = (width, width);
        _table.Table = new Source(_columns, rows, widths);
        if (rows.Count > 0)
            Go(at);
        _isShowing = false;
        SetNeedsDraw();
    }

    /// <summary>Calls the rows otherwise.</summary>
    public void Rename(string heading)
    {
        _heading = heading;
        SetNeedsDraw();
    }

    /// <summary>Puts the cursor on the first row that fits.</summary>
    public void Seek(Func<T, bool> wanted)
    {
        if (Find(_rows, wanted) is { } at)
            Go(at);
    }

    /// <inheritdoc/>
    protected override void OnSubViewLayout(LayoutEventArgs args)
    {
        base.OnSubViewLayout(args);
        if (_width != Viewport.Width)
            Show(_all);
    }

    /// <inheritdoc/>
    protected override void Paint(Painter painter)
    {
        if (_filter.Visible)
            painter.Put(1, painter.Height - 1, "/", Ui.Theme.KeyName);
        if (_rows.Count > 0)
            return;
        foreach (var (line, y) in Columns.Wrap(_all.Count > 0 ? "Nothing here has that in it." : Empty, painter.Width - 2).Select((l, i) => (l, i)))
            painter.Put(1, y, line, Ui.Theme.Dim);
    }

    private static int? Find(IReadOnlyList<PaneRow<T>> rows, Func<T, bool> wanted) =>
        rows.Index().Where(r => wanted(r.Item.Item)).Select(r => (int?)r.Index).FirstOrDefault();

    /// <summary>The filter begins with /, holds with enter, ends with esc.</summary>
    private KeyAction[] FilterKeys() => _filter.HasFocus
        ?
        [
            new(Key.Enter, "keep the filter", "Go back to the rows that the filter leaves.", LeaveFilter) { WhileTyping = true },
            new(Key.Esc, "all rows", "Show all rows again.", EndFilter) { WhileTyping = true },
        ]
        :
        [
            new(new Key('/'), "filter", "Show only rows that have some words in them.", BeginFilter) { Disabled = () => _all.Count == 0 ? "there is nothing to filter" : null, InKeyLine = _filter.Visible || _all.Count > _table.Viewport.Height },
            .. _filter.Visible ? [new KeyAction(Key.Esc, "all rows", "Show all rows again.", EndFilter)] : Array.Empty<KeyAction>(),
        ];

    private void BeginFilter()
    {
        _filter.Visible = true;
        _filter.SetFocus();
        SetNeedsLayout();
    }

    private void LeaveFilter()
    {
        if (_filter.Text.Length == 0 || _rows.Count == 0)
            EndFilter();
        else
            _table.SetFocus();
    }

    private void EndFilter()
    {
        _filter.Text = "";
        _table.SetFocus();
        _filter.Visible = false;
        SetNeedsLayout();
    }

    private void Go(int row)
    {
        _table.SetSelection(0, row, extendExistingSelection: false);
        _table.Update();
    }

    private void OnMoved()
    {
        SetNeedsDraw();
        if (!_isShowing)
            Moved?.Invoke();
    }

    private KeyAction Move(Key key, string name, string help, Command command, params IReadOnlyList<Key> also) =>
        new(key, name, help, () => _table.InvokeCommand(command)) { InKeyLine = false, Also = also, WhileTyping = key != Key.Home && key != Key.End };

    /// <summary>The columns' widths; where there is no room for all, those that shrink give way, the widest first.</summary>
    private int[] Widths()
    {
        var widths = _columns.Select((c, i) => _rows.Select(r => i < r.Cells.Count ? r.Cells[i].GetColumns() : 0).Append(c.Title.GetColumns()).Max()).ToArray();
        var over = widths.Sum() + (2 * (widths.Length - 1)) - (_width - 3);
        for (; over > 0 && Widest() is { } widest && widths[widest] > 4; over--)
            widths[widest]--;
        return widths;

        int? Widest() => Enumerable.Range(0, widths.Length).Where(i => _columns[i].Shrinks).Select(i => (int?)i).MaxBy(i => widths[i!.Value]);
    }

    /// <summary>The rows as the toolkit's table reads them: a mark, then the cells, a blank after each.</summary>
    private sealed class Source(IReadOnlyList<PaneColumn> columns, IReadOnlyList<PaneRow<T>> rows, int[] widths) : ITableSource
    {
        public string[] ColumnNames { get; } = [" ", .. columns.Select(c => c.Title + " ")];

        int ITableSource.Columns => columns.Count + 1;

        public int Rows => rows.Count;

        public object this[int row, int column] => column == 0 ? rows[row].Mark
            : column > rows[row].Cells.Count ? "" : Columns.Fit(rows[row].Cells[column - 1], widths[column - 1]) + " ";
    }
}
