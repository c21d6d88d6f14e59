using System.Drawing;
using System.Text;
using TaLo.Models;
using TaLo.Statistics;
using TaLo.Terminal.Ui;
using TaLo.Vectors;
using Terminal.Gui.Input;
using Attribute = Terminal.Gui.Drawing.Attribute;

namespace TaLo.Terminal.Screens.Layers;

/// <summary>A task's vector as bars, one line for each layer: the difference, its 95 % interval, the paired counts.</summary>
internal sealed class BarsPane(UiContext ui, Action moved) : Pane(ui)
{
    private const int Figures = 16;

    private TaskVector? _vector;
    private Knockout? _decided;
    private int _at;
    private int _top;

    /// <inheritdoc/>
    public override string Heading => _vector is { } v ? $"{v.Task}: {v.Kind.Words}" : "Layers";

    /// <inheritdoc/>
    public override string Corner => _vector is null ? "" : "*: not luck";

    /// <inheritdoc/>
    public override string Footer => _vector is not { } v ? "" : $"base {Numbers.Percent(v.BaseAccuracy)} of {v.Samples}"
        + (v.Layers.Count > Rows ? $"; {_top}-{Math.Min(_top + Rows, v.Layers.Count) - 1} of {v.Layers.Count} ↕" : "")
        + (v.Partial.Any() ? "; ?: few samples" : "");

    /// <summary>The layer under the cursor, or null.</summary>
    public LayerEffect? Layer => _vector?.Layers[_at];

    /// <inheritdoc/>
    public override IReadOnlyList<KeyAction> Keys =>
    [
        new(Key.CursorUp, "up", "Move to the layer before.", () => Go(-1)) { InKeyLine = false, Also = [Key.K] },
        new(Key.CursorDown, "down", "Move to the next layer.", () => Go(1)) { InKeyLine = false, Also = [Key.J] },
        new(Key.PageUp, "page up", "Move up a page.", () => Go(-Rows)) { InKeyLine = false },
        new(Key.PageDown, "page down", "Move down a page.", () => Go(Rows)) { InKeyLine = false },
        new(Key.Home, "first", "Move to layer 0.", () => Go(-1000)) { InKeyLine = false },
        new(Key.End, "last", "Move to the last layer.", () => Go(1000)) { InKeyLine = false },
    ];

    private int Rows => Math.Max(1, Viewport.Height - 1);

    /// <summary>Shows a vector.</summary>
    /// <param name="vector">The vector, or null for none.</param>
    /// <param name="layer">Where the cursor goes; null to leave it.</param>
    /// <param name="decided">The knockout that a protocol chose, to be marked.</param>
    public void Show(TaskVector? vector, int? layer, Knockout? decided)
    {
        (_vector, _decided) = (vector, decided);
        _at = Math.Clamp(layer ?? _at, 0, Math.Max(0, (vector?.Layers.Count ?? 1) - 1));
        SetNeedsDraw();
    }

    /// <inheritdoc/>
    protected override void Clicked(Point place, bool twice) => Go(_top + place.Y - 1 - _at);

    /// <inheritdoc/>
    protected override void Wheeled(int step, bool sideways) => Go(step);

    /// <inheritdoc/>
    protected override void Paint(Painter painter)
    {
        if (_vector is not { } vector)
        {
            foreach (var (line, y) in Columns.Wrap("Open a stored sweep on Home, or press enter on a row of a heat map.", painter.Width - 2).Select((l, i) => (l, i)))
                painter.Put(1, y, line, Ui.Theme.Dim);
            return;
        }
        _top = Math.Clamp(_top, Math.Max(0, _at - Rows + 1), _at);
        var scale = new BarScale(vector, painter.Width - Figures - 4);
        painter.Put(4, 0, scale.Axis, Ui.Theme.Dim);
        painter.PutRight(painter.Width - 8, 0, "Δ", Ui.Theme.Dim);
        painter.PutRight(painter.Width, 0, "+/−", Ui.Theme.Dim);
        for (var y = 0; y < Rows && _top + y < vector.Layers.Count; y++)
            DrawLayer(painter, y + 1, vector.Layers[_top + y], scale);
    }

    private void DrawLayer(Painter painter, int y, LayerEffect layer, BarScale scale)
    {
        var theme = Ui.Theme;
        var here = layer.Layer == _at;
        var name = here ? HasFocus ? theme.Selected : theme.SelectedIdle : theme.Text;
        painter.Put(0, y, $"{layer.Layer,3}", name);
        if (_decided is { } decided && decided == new Knockout(layer.Layer, _vector!.Kind))
            painter.Put(3, y, "◆", theme.Warning);
        if (layer.Samples == 0)
        {
            painter.Put(4, y, "not swept", theme.Dim);
            return;
        }
        var interval = layer.Counts.DifferenceInterval;
        var evidence = _vector!.Evidence(layer);
        var mark = evidence switch { CellEvidence.Partial => "?", CellEvidence.Significant => "*", _ => " " };
        var bar = evidence == CellEvidence.Partial ? theme.Dim : layer.Delta > 0 ? theme.Good : layer.Delta < 0 ? theme.Bad : theme.Text;
        for (var x = 0; x < scale.Width; x++)
            painter.Put(4 + x, y, new Rune(scale.Sign(x, layer.Delta, interval)), Style(x));
        painter.PutRight(painter.Width - 7, y, Numbers.Points(layer.Delta) + mark, here ? name : bar);
        painter.PutRight(painter.Width, y, $"{layer.Counts.Fixed}/{layer.Counts.Broken}", here ? name : theme.Text);

        Attribute Style(int x) => !scale.IsBar(x, layer.Delta) ? theme.Frame
            : !scale.IsEnd(x, interval) ? bar : layer.Delta > 0 ? theme.GoodBlock : theme.BadBlock;
    }

    private void Go(int step)
    {
        if (_vector is not { } vector)
            return;
        _at = Math.Clamp(_at + step, 0, vector.Layers.Count - 1);
        SetNeedsDraw();
        moved();
    }
}
