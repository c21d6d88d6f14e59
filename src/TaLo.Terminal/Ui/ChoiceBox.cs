using System.Drawing;
using Terminal.Gui.Drawing;
using Terminal.Gui.Input;
using Terminal.Gui.ViewBase;

namespace TaLo.Terminal.Ui;

/// <summary>A box with rows of which one is chosen.</summary>
internal sealed class ChoiceBox<T> : Box
{
    private readonly TablePane<T> _table;
    private readonly int _rows;
    private readonly Func<T, string?> _whyNot;
    private readonly Action<T> _take;
    private string _problem = "";

    /// <summary>Shows rows.</summary>
    /// <param name="ui">What it works with.</param>
    /// <param name="heading">What is chosen.</param>
    /// <param name="columns">The columns.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="at">The row that the cursor is on first.</param>
    /// <param name="whyNot">Why a row cannot be chosen, or null.</param>
    /// <param name="take">Takes a row, the box being closed.</param>
    public ChoiceBox(
        UiContext ui, string heading, IReadOnlyList<PaneColumn> columns, IReadOnlyList<PaneRow<T>> rows,
        Func<T, bool> at, Func<T, string?> whyNot, Action<T> take) : base(ui, heading)
    {
        (_rows, _whyNot, _take) = (rows.Count, whyNot, take);
        _table = new TablePane<T>(ui, heading, columns, (a, b) => ReferenceEquals(a, b))
        {
            Chosen = Take,
            Moved = () => Refuse(""),
            More = () => [new(Key.Enter, "choose", "Choose this row.", Take)],
            BorderStyle = LineStyle.None,
            Width = Dim.Fill(),
            Height = Dim.Fill(Dim.Func(_ => Problem(Viewport.Width).Count)),
        };
        _table.Show(rows);
        _table.Seek(at);
        Add(_table);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<KeyAction> Keys => [.. _table.Keys, new(Key.Esc, "back", "Close and change nothing.", Close)];

    /// <inheritdoc/>
    protected override Size Wanted(Size room) => new(WidthIn(room), _rows + 3 + Problem(WidthIn(room) - 2).Count);

    /// <inheritdoc/>
    protected override string Corner => _table.Corner;

    /// <inheritdoc/>
    protected override string Footer => _table.Footer;

    /// <inheritdoc/>
    protected override void Paint(Painter painter)
    {
        var lines = Problem(painter.Width);
        foreach (var (line, y) in lines.Select((l, i) => (l, i)))
            painter.Put(1, painter.Height - lines.Count + y, line, Ui.Theme.Warning);
    }

    private static int WidthIn(Size room) => Math.Min(100, room.Width - 4);

    /// <summary>The lines that say why not, and one above them.</summary>
    private IReadOnlyList<string> Problem(int width) => _problem.Length == 0 ? [] : ["", .. Columns.Wrap(_problem, width - 2)];

    private void Refuse(string problem)
    {
        _problem = problem;
        SetNeedsLayout();
        SetNeedsDraw();
    }

    private void Take()
    {
        if (_table.Current is not { Item: var item })
            return;
        if (_whyNot(item) is { } reason)
        {
            Refuse(reason);
            return;
        }
        Close();
        _take(item);
    }
}
