using System.Drawing;
using System.Globalization;
using TaLo.Models;
using TaLo.Statistics;
using TaLo.Terminal.Ui;
using TaLo.Terminal.Views;
using TaLo.Vectors;
using Terminal.Gui.Drawing;
using Terminal.Gui.Input;
using Terminal.Gui.Text;

namespace TaLo.Terminal.Screens.Sweeping;

/// <summary>Tasks × layers: what each bypass does to each task, in the colours and signs of the verbs' strips.</summary>
internal sealed class HeatMapPane(UiContext ui, Action moved, Action chosen) : Pane(ui)
{
    private const int LabelWidth = 12;
    private const int NarrowCell = 2;

    // A sign, two figures and the cursor's frame around them.
    private const int NumberWidth = 5;

    private IReadOnlyList<TaskVector> _vectors = [];
    private KnockoutKind _kind;
    private int _row;
    private int _layer;
    private int _top;
    private int _left;
    private int _cellWidth = NarrowCell;
    private int _cellHeight = 1;
    private int _labels;

    /// <inheritdoc/>
    public override string Heading => _vectors.Count == 0
        ? "Heat map"
        : $"{_kind.Words}: accuracy against the base model, in points";

    /// <inheritdoc/>
    public override string Corner => _vectors.Count == 0 ? "" : $"{Quantity.Of(_vectors.Count, "task")} × {Quantity.Of(Layers, "layer")}";

    /// <summary>How many tasks are shown.</summary>
    public int Rows => _vectors.Count;

    /// <summary>The task that is being asked, or null.</summary>
    public string? Busy { get; set; }

    /// <summary>What is said while there is nothing to show.</summary>
    public string Empty { get; set; } = "";

    /// <summary>The vector under the cursor, or null.</summary>
    public TaskVector? Vector => _vectors.Count > 0 ? _vectors[_row] : null;

    /// <summary>The cell under the cursor, or null.</summary>
    public LayerEffect? Cell => Vector?.Layers[_layer];

    /// <inheritdoc/>
    public override IReadOnlyList<KeyAction> Keys =>
    [
        new(Key.Enter, "layers", "Show every layer of the task under the cursor.", chosen) { Disabled = () => _vectors.Count == 0 ? "there is no result yet" : null },
        new(Key.CursorLeft, "left", "Move to the layer before.", () => Go(0, -1)) { InKeyLine = false, Also = [Key.H] },
        new(Key.CursorRight, "right", "Move to the next layer.", () => Go(0, 1)) { InKeyLine = false, Also = [Key.L] },
        new(Key.CursorUp, "up", "Move to the task above.", () => Go(-1, 0)) { InKeyLine = false, Also = [Key.K] },
        new(Key.CursorDown, "down", "Move to the task below.", () => Go(1, 0)) { InKeyLine = false, Also = [Key.J] },
        new(Key.Home, "first layer", "Move to layer 0.", () => Go(0, -Layers)) { InKeyLine = false },
        new(Key.End, "last layer", "Move to the last layer.", () => Go(0, Layers)) { InKeyLine = false },
        new(new Key('+'), "best", "Move to the largest gain of the task.", () => Seek(true)) { InKeyLine = false },
        new(new Key('-'), "worst", "Move to the largest loss of the task.", () => Seek(false)) { InKeyLine = false },
    ];

    private int Layers => _vectors.Count > 0 ? _vectors[0].Layers.Count : 0;

    private int BodyHeight => Math.Max(1, Viewport.Height - 2);

    private int RowsShown => Math.Max(1, BodyHeight / _cellHeight);

    private int LayersShown => Math.Max(1, (Viewport.Width - _labels - 1) / _cellWidth);

    /// <summary>Shows vectors of one kind of knockout; the cursor stays where it is.</summary>
    public void Show(IReadOnlyList<TaskVector> vectors, KnockoutKind kind)
    {
        var task = Vector?.Task;
        (_vectors, _kind) = (vectors, kind);
        var kept = vectors.Index().FirstOrDefault(v => v.Item.Task == task);
        _row = kept.Item is null ? Math.Clamp(_row, 0, Math.Max(0, vectors.Count - 1)) : kept.Index;
        _layer = Math.Clamp(_layer, 0, Math.Max(0, Layers - 1));
        SetNeedsDraw();
    }

    /// <inheritdoc/>
    protected override void Clicked(Point place, bool twice)
    {
        if (_vectors.Count == 0 || place.Y < 1 || place.X < _labels)
            return;
        var (row, layer) = (_top + ((place.Y - 1) / _cellHeight), _left + ((place.X - _labels) / _cellWidth));
        if (row >= _vectors.Count || layer >= Layers)
            return;
        Go(row - _row, layer - _layer);
        if (twice)
            chosen();
    }

    /// <inheritdoc/>
    protected override void Wheeled(int step, bool sideways) => Go(sideways ? 0 : step, sideways ? step : 0);

    /// <inheritdoc/>
    protected override void Paint(Painter painter)
    {
        if (_vectors.Count == 0)
        {
            painter.Put(1, 0, Empty, Ui.Theme.Dim);
            return;
        }
        Measure(painter.Width);
        DrawLayers(painter);
        for (var y = 0; y < RowsShown && _top + y < _vectors.Count; y++)
            DrawRow(painter, 1 + (y * _cellHeight), _top + y);
        DrawLegend(painter);
    }

    private void Measure(int width)
    {
        _labels = Math.Min(Math.Max(LabelWidth, _vectors.Max(v => v.Task.GetColumns())) + 3, Math.Max(LabelWidth + 3, width / 4));
        _cellWidth = Math.Max((width - _labels - 1) / Layers, NarrowCell);
        // What the cells leave over goes to the tasks' names.
        _labels = Math.Max(_labels, width - 1 - (_cellWidth * Layers));
        _cellHeight = _vectors.Count * 2 <= BodyHeight && _cellWidth > 3 ? 2 : 1;
        _top = Math.Clamp(_top, Math.Max(0, _row - RowsShown + 1), _row);
        _top = Math.Min(_top, Math.Max(0, _vectors.Count - RowsShown));
        _left = Math.Clamp(_left, Math.Max(0, _layer - LayersShown + 1), _layer);
        _left = Math.Min(_left, Math.Max(0, Layers - LayersShown));
    }

    private void DrawLayers(Painter painter)
    {
        var theme = Ui.Theme;
        var every = _cellWidth >= 4 ? 1 : 5;
        painter.Put(1, 0, _left > 0 ? $"layers ‹ {_left}" : "layers", theme.Dim);
        for (var i = 0; i < LayersShown && _left + i < Layers; i++)
        {
            var layer = _left + i;
            if (layer % every == 0 && Math.Abs(layer - _layer) * _cellWidth >= 4)
                painter.Put(_labels + (i * _cellWidth), 0, Centre($"{layer}"), theme.Dim);
        }
        painter.Put(_labels + ((_layer - _left) * _cellWidth), 0, Centre($"{_layer}"), theme.Accent);
        if (_left + LayersShown < Layers)
            painter.Put(painter.Width - 1, 0, "›", theme.Accent);
    }

    private void DrawRow(Painter painter, int y, int row)
    {
        var theme = Ui.Theme;
        var vector = _vectors[row];
        painter.Put(0, y, vector.Task == Busy ? "▸" : " ", theme.Accent);
        painter.Put(1, y, vector.Task, row == _row ? theme.Strong : theme.Text, _labels - 2);
        if (_cellHeight > 1)
            painter.Put(1, y + 1, vector.Samples == 0 ? "to come" : $"{Numbers.Percent(vector.BaseAccuracy)} of {vector.Samples}", theme.Dim, _labels - 2);
        for (var i = 0; i < LayersShown && _left + i < Layers; i++)
        {
            var layer = vector.Layers[_left + i];
            var here = row == _row && _left + i == _layer;
            var x = _labels + (i * _cellWidth);
            DrawCell(painter.Part(x, y, _cellWidth, _cellHeight), layer.Delta, vector.Evidence(layer), here);
        }
    }

    /// <summary>Draws a cell; the cursor is a frame around its figure, so that its colour is seen.</summary>
    private void DrawCell(Painter painter, double delta, CellEvidence evidence, bool here)
    {
        var (label, style) = (Label(delta, evidence, here), Ui.Theme.Cell(delta, evidence));
        var hasRoom = label.Trim().Length <= _cellWidth - 2;
        if (here)
            style = style with { Style = style.Style | TextStyle.Bold | (hasRoom ? TextStyle.None : TextStyle.Underline) };
        for (var y = 0; y < painter.Height; y++)
            painter.Fill(y, style);
        painter.Put(0, 0, label, style);
        if (here && _cellWidth == NarrowCell)
            painter.Put(0, 0, $"{DeltaColours.Sign(delta, evidence)}◂", style);
        if (here && hasRoom)
        {
            var isHigh = painter.Height > 1;
            painter.Put(0, 0, isHigh ? "┏" : "[", style);
            painter.Put(_cellWidth - 1, 0, isHigh ? "┓" : "]", style);
        }
        if (here && painter.Height > 1)
            painter.Put(0, 1, $"┗{new string('━', _cellWidth - 2)}┛", style);
    }

    private void DrawLegend(Painter painter)
    {
        var y = painter.Height - 1;
        if (Ui.Theme.Depth != ColourDepth.True)
        {
            painter.Put(1, y, _cellWidth < NumberWidth ? DeltaColours.Legend : "points; *: more than luck (corrected p at most 0.05)   ?: few samples", Ui.Theme.Dim);
            return;
        }
        var x = 1 + painter.Put(1, y, "loses 30+ ", Ui.Theme.Dim);
        for (var step = -6; step <= 6; step++)
            x += painter.Put(x, y, "  ", Ui.Theme.Cell(step * 0.05, CellEvidence.Significant));
        painter.Put(x, y, " gains 30+  pale: may be luck  ?: few", Ui.Theme.Dim);
    }

    private string Label(double delta, CellEvidence evidence, bool here)
    {
        if (double.IsNaN(delta))
            return Centre("·");
        if (_cellWidth < NumberWidth)
            return Centre(DeltaColours.Sign(delta, evidence) is var sign && sign == '.' && Ui.Theme.Depth == ColourDepth.True ? " " : $"{sign}");
        var points = Math.Round(delta * 100, MidpointRounding.AwayFromZero);
        // Under the cursor a narrow cell has room for the frame or the mark; the figures beside the map say what the mark says.
        var mark = here && _cellWidth == NumberWidth ? "" : evidence switch { CellEvidence.Partial => "?", CellEvidence.Significant when points != 0 => "*", _ => "" };
        return Centre((points == 0 ? "0" : points.ToString("+0;−0", CultureInfo.InvariantCulture)) + mark);
    }

    private string Centre(string text)
    {
        var left = Math.Max(0, (_cellWidth - text.Length + 1) / 2);
        return (new string(' ', left) + text).PadRight(_cellWidth);
    }

    private void Go(int rows, int layers)
    {
        if (_vectors.Count == 0)
            return;
        _row = Math.Clamp(_row + rows, 0, _vectors.Count - 1);
        _layer = Math.Clamp(_layer + layers, 0, Layers - 1);
        SetNeedsDraw();
        moved();
    }

    private void Seek(bool best)
    {
        if ((best ? Vector?.Highest : Vector?.Lowest) is { } found)
            Go(0, found.Layer - _layer);
    }
}
