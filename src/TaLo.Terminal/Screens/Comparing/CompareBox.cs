using System.Drawing;
using TaLo.Statistics;
using TaLo.Terminal.Ui;
using TaLo.Terminal.Views;
using TaLo.UseCases;
using TaLo.Vectors;
using Terminal.Gui.Input;
using Attribute = Terminal.Gui.Drawing.Attribute;

namespace TaLo.Terminal.Screens.Comparing;

/// <summary>Two stored sweeps side by side: what they differ in, then each task: both base models, both vectors, how alike they are.</summary>
internal sealed class CompareBox : Box
{
    private const int Label = 5;

    private readonly SweepPair _pair;
    private readonly IReadOnlyList<KeyDifference> _differences;
    private readonly IReadOnlyList<string> _notes;
    private int _top;
    private int _count;

    /// <summary>Shows the first pair of a comparison.</summary>
    /// <param name="ui">What it works with.</param>
    /// <param name="comparison">The comparison.</param>
    /// <param name="notes">What is not known.</param>
    public CompareBox(UiContext ui, SweepComparison comparison, IReadOnlyList<string> notes) : base(ui, "Two sweeps side by side") =>
        (_pair, _differences, _notes) = (comparison.Pairs[0], comparison.Differences, notes);

    /// <inheritdoc/>
    public override IReadOnlyList<KeyAction> Keys =>
    [
        new(Key.Esc, "close", "Close.", Close) { Also = [Key.Q, Key.Enter] },
        new(Key.CursorDown, "down", "Scroll down.", () => Scroll(1)) { Also = [Key.J] },
        new(Key.CursorUp, "up", "Scroll up.", () => Scroll(-1)) { Also = [Key.K] },
        new(Key.PageDown, "page down", "Scroll down a page.", () => Scroll(Viewport.Height)),
        new(Key.PageUp, "page up", "Scroll up a page.", () => Scroll(-Viewport.Height)),
    ];

    /// <inheritdoc/>
    protected override string Corner => "esc closes";

    /// <inheritdoc/>
    protected override string Footer => _count - _top - Viewport.Height is > 0 and var below ? $"{Quantity.Of(below, "line")} below, ↓ scrolls" : "";

    /// <inheritdoc/>
    protected override Size Wanted(Size room) => new(Math.Min(140, room.Width - 4), room.Height - 2);

    /// <inheritdoc/>
    protected override void Wheeled(int step) => Scroll(step);

    /// <inheritdoc/>
    protected override void Paint(Painter painter)
    {
        var lines = Lines(painter.Width);
        _count = lines.Count;
        _top = Math.Clamp(_top, 0, Math.Max(0, _count - painter.Height));
        for (var y = 0; y < painter.Height && _top + y < _count; y++)
            lines[_top + y](painter, y);
    }

    private void Scroll(int rows)
    {
        _top = Math.Clamp(_top + rows, 0, Math.Max(0, _count - Viewport.Height));
        SetNeedsDraw();
    }

    private List<Action<Painter, int>> Lines(int width)
    {
        var (first, second) = (ComparisonText.Name(0), ComparisonText.Name(1));
        List<Action<Painter, int>> lines =
        [
            Text($"{first}  {ComparisonText.Line(_pair.First)}", Ui.Theme.Strong), Text($"{second}  {ComparisonText.Line(_pair.Second)}", Ui.Theme.Strong), Text("", Ui.Theme.Text),
        ];
        foreach (var difference in _differences)
            lines.AddRange([Text($"{difference.What}:", Ui.Theme.Accent), Text($"  {first}  {difference.Values[0]}", Ui.Theme.Text), Text($"  {second}  {difference.Values[1]}", Ui.Theme.Text)]);
        foreach (var task in _pair.Tested)
        {
            lines.AddRange([Text("", Ui.Theme.Text), Text($"{task.Task}, {task.Base.Size} samples", Ui.Theme.Accent), Text(Base(task.Base, task.HolmPValue), Ui.Theme.Text)]);
            foreach (var vectors in task.Vectors)
                lines.AddRange(Of(vectors, first, second));
        }

        lines.AddRange([Text("", Ui.Theme.Text), Text(SweepPair.AllSamples, Ui.Theme.Accent), Text(Base(_pair.All, null), Ui.Theme.Text)]);
        foreach (var vectors in _pair.AllVectors)
            lines.AddRange(Of(vectors, first, second));
        lines.Add(Text("", Ui.Theme.Text));
        IEnumerable<string> below =
        [
            .. _notes, .. ComparisonText.LeftOut(_pair, first, second),
            .. _pair.Tasks.Any(t => t.Vectors.Count > 0) ? new[] { DeltaColours.Legend, ComparisonText.Correlations, ComparisonText.Tops } : [],
        ];
        lines.AddRange(below.SelectMany(note => Columns.Wrap(note, width - 2)).Select(line => Text(line, Ui.Theme.Dim)));
        return lines;

        static Action<Painter, int> Text(string text, Attribute style) => (painter, y) => painter.Put(1, y, text, style);
    }

    private static string Base(PairedComparison c, double? adjusted) =>
        $"  base {Numbers.Percent(c.BaseAccuracy)} → {Numbers.Percent(c.AdaptedAccuracy)}, {Numbers.Points(c.Difference, c.DifferenceInterval)}, "
        + $"fixed/broken {c.Fixed}/{c.Broken}, p {Numbers.P(c.PValue)}{(adjusted is { } p ? $", adjusted {Numbers.P(p)}" : "")}";

    private IEnumerable<Action<Painter, int>> Of(VectorComparison vectors, string first, string second)
    {
        yield return (painter, y) => painter.Put(1, y, $"  {ComparisonText.Kinds(vectors.First.Kind, vectors.Second.Kind)}", Ui.Theme.Dim);
        yield return (painter, y) => Own(painter, y, first, vectors.First, vectors.FirstTop, vectors.Second, vectors.Halves.First);
        yield return (painter, y) => Own(painter, y, second, vectors.Second, vectors.SecondTop, vectors.First, vectors.Halves.Second);
        yield return (painter, y) => painter.Put(
            3, y, $"{first}·{second}  r {ComparisonText.Correlation(vectors.Pearson)}, rank r {ComparisonText.Correlation(vectors.Spearman)} over {vectors.Layers} layers; "
            + $"halves {ComparisonText.Correlation(vectors.Halves.Across.Pearson)}, same top {ComparisonText.Share(vectors.Halves.Across.SameTop)}", Ui.Theme.Text);

        void Own(Painter painter, int y, string name, TaskVector own, LayerEffect? top, TaskVector other, HalfAgreement half)
        {
            painter.Put(3, y, name, Ui.Theme.Text);
            var x = 3 + Label;
            foreach (var layer in own.Layers)
                x += painter.Put(x, y, $"{DeltaColours.Sign(layer.Delta, own.Evidence(layer))}", Ui.Theme.Cell(layer.Delta, own.Evidence(layer)));
            var there = ComparisonText.There(vectors, top, other) is { Length: > 0 } points ? $" (there {points})" : "";
            painter.Put(x + 2, y, $"{ComparisonText.Top(top)}{there}; halves {ComparisonText.Correlation(half.Pearson)}, same top {ComparisonText.Share(half.SameTop)}", Ui.Theme.Text);
        }
    }
}
