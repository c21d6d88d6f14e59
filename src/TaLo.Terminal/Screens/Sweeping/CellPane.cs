using TaLo.Models;
using TaLo.Statistics;
using TaLo.Terminal.Ui;
using TaLo.Vectors;
using Attribute = Terminal.Gui.Drawing.Attribute;

namespace TaLo.Terminal.Screens.Sweeping;

/// <summary>The cell under the heat map's cursor in figures.</summary>
internal sealed class CellPane : Pane
{
    private TaskVector? _vector;
    private LayerEffect? _cell;

    /// <summary>Creates it.</summary>
    public CellPane(UiContext ui) : base(ui) => CanFocus = false;

    /// <inheritdoc/>
    public override string Heading => _vector is null || _cell is null
        ? "Cell"
        : $"{_vector.Task}, {new Knockout(_cell.Layer, _vector.Kind)}";

    /// <summary>Shows a cell.</summary>
    public void Show(TaskVector? vector, LayerEffect? cell)
    {
        (_vector, _cell) = (vector, cell);
        SetNeedsDraw();
    }

    /// <inheritdoc/>
    protected override void Paint(Painter painter)
    {
        if (_cell is not { } cell)
            return;
        if (cell.Samples == 0)
        {
            painter.Put(1, 0, "not swept", Ui.Theme.Dim);
            return;
        }
        var style = cell.Delta > 0 ? Ui.Theme.Good : cell.Delta < 0 ? Ui.Theme.Bad : Ui.Theme.Text;
        Line(painter, 0, "accuracy", $"{Numbers.Percent(cell.Counts.BaseAccuracy)} → {Numbers.Percent(cell.Counts.AdaptedAccuracy)} of {cell.Samples}", Ui.Theme.Strong);
        Line(painter, 1, "difference", Numbers.Points(cell.Delta), style);
        Line(painter, 2, "95% (score)", Interval(cell.Counts.DifferenceInterval), Ui.Theme.Text);
        Line(painter, 3, "fixed/broken", $"{cell.Counts.Fixed}/{cell.Counts.Broken}", Ui.Theme.Text);
        Line(painter, 4, "p (exact)", $"{Numbers.P(cell.Counts.PValue)}, corrected {Numbers.P(cell.HolmPValue)}", Ui.Theme.Text);
        Line(painter, 5, "margin", $"{Numbers.Nats(cell.MeanMarginChange)} nats", Ui.Theme.Text);
        var y = 6;
        foreach (var line in Notes(_vector!, cell).SelectMany(n => Columns.Wrap(n, painter.Width - 2)))
            painter.Put(1, y++, line, Ui.Theme.Dim);
    }

    private static IEnumerable<string> Notes(TaskVector vector, LayerEffect cell)
    {
        var evidence = vector.Evidence(cell);
        if (evidence == CellEvidence.Partial)
            yield return $"few samples: {cell.Samples} of {vector.Samples}";
        else if (evidence == CellEvidence.Chance && cell.Delta != 0)
            yield return "may be luck: one of many tries";
        else if (evidence == CellEvidence.Significant && cell.Delta > 0)
            yield return "more than luck: ask the protocol";
        if (cell.Delta == 0 && cell.Samples > 0 && Math.Abs(cell.MeanMarginChange) >= 0.0005)
            yield return "the margin moves also where no answer changes sides";
        if (cell.Counts.PValue > MultipleTesting.DefaultLevel && cell.Counts.DifferenceInterval is { Lower: > 0 } or { Upper: < 0 })
            yield return "the exact test is stricter than the interval's score test";
    }

    private static string Interval(Interval interval) => $"{Numbers.Points(interval.Lower)} to {Numbers.Points(interval.Upper)}";

    private void Line(Painter painter, int y, string name, string value, Attribute style)
    {
        painter.Put(1, y, name, Ui.Theme.Dim);
        painter.Put(15, y, value, style);
    }
}
