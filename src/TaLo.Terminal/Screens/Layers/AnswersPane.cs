using System.Drawing;
using System.Globalization;
using TaLo.Scoring;
using TaLo.Tasks;
using TaLo.Terminal.Ui;
using Terminal.Gui.ViewBase;
using Attribute = Terminal.Gui.Drawing.Attribute;

namespace TaLo.Terminal.Screens.Layers;

/// <summary>A sample and both answers: image, question, and each option's log-probability without the bypass and with it.</summary>
internal sealed class AnswersPane : ScrollPane
{
    private const int Figures = 15;

    private readonly PictureView _picture;
    private PairedPass? _passes;
    private VqaSample? _sample;
    private string _missing = "";

    /// <summary>Creates it.</summary>
    public AnswersPane(UiContext ui) : base(ui) => Add(_picture = new PictureView(ui));

    /// <inheritdoc/>
    public override string Heading => _passes is { } passes ? $"Sample {passes.Base.Index}: {AnswerChanges.Name(passes.Change)}" : "Sample";

    /// <inheritdoc/>
    public override string Corner => _sample is { Question.Images.Count: > 1 and var count } ? $"the first of {count} images" : "";

    /// <summary>Shows a sample.</summary>
    /// <param name="passes">Its answers, or null for none.</param>
    /// <param name="sample">The sample, or null where it cannot be read.</param>
    /// <param name="missing">Why it cannot be read.</param>
    public void Show(PairedPass? passes, VqaSample? sample, string missing)
    {
        if (passes != _passes)
            ScrollToTop();
        (_passes, _missing) = (passes, missing);
        if (sample != _sample)
            _picture.Show(sample is { Question.Images: [var first, ..] } ? first : default);
        _sample = sample;
        _picture.Visible = sample is { Question.Images.Count: > 0 };
        SetNeedsDraw();
    }

    /// <inheritdoc/>
    protected override void OnSubViewLayout(LayoutEventArgs args)
    {
        base.OnSubViewLayout(args);
        _picture.Frame = new Rectangle(1, 0, PictureWidth, Viewport.Height);
    }

    /// <inheritdoc/>
    protected override void Paint(Painter painter) => Draw(painter, _passes is { } passes ? [.. Lines(painter, passes)] : []);

    // A cell is twice as high as wide: a square image takes two columns for each row.
    private int PictureWidth => Math.Min(Viewport.Height * 2, Viewport.Width / 4);

    private IEnumerable<Action<Painter, int>> Lines(Painter painter, PairedPass passes)
    {
        var x = _sample is { Question.Images.Count: > 0 } ? PictureWidth + 3 : 1;
        var width = painter.Width - x - 1;
        foreach (var line in Columns.Wrap(_sample?.Question.Hint ?? "", width).Where(l => l.Length > 0))
            yield return (p, y) => p.Put(x, y, line, Ui.Theme.Dim);
        foreach (var line in Columns.Wrap(_sample?.Question.Text ?? _missing, width))
            yield return (p, y) => p.Put(x, y, line, _sample is null ? Ui.Theme.Dim : Ui.Theme.Text);
        foreach (var line in Said(passes, width))
            yield return (p, y) => p.Put(x, y, line, Ui.Theme.Text);
        if (passes.Base.Letters.Length == 0)
            yield break;
        yield return (p, y) => p.PutRight(p.Width - 1, y, "log p: base → bypassed", Ui.Theme.Dim);
        foreach (var place in Enumerable.Range(0, passes.Base.Letters.Length))
            yield return (p, y) => Option(p, x, y, passes, place);
    }

    /// <summary>What was said, where answers were generated, and what an open question accepts.</summary>
    private static IEnumerable<string> Said(PairedPass passes, int width)
    {
        if (passes is not { Base.Generated: { } before, Bypassed.Generated: { } after })
            return [];
        List<string> said = [$"base: {before.Text}", $"bypassed: {after.Text}"];
        if (before.Accepted.Count > 0)
            said.Add($"accepted: {string.Join(", ", before.Accepted.Distinct())}");
        return said.SelectMany(s => Columns.Wrap(s, width));
    }

    private void Option(Painter painter, int x, int y, PairedPass passes, int place)
    {
        var letter = passes.Base.Letters[place];
        var text = _sample?.Question.Options.FirstOrDefault(o => o.Letter == letter).Text ?? "";
        var style = letter == passes.Base.Answer ? Ui.Theme.Accent : Ui.Theme.Text;
        var mark = letter == passes.Base.Answer ? "✓" : " ";
        painter.Put(x, y, $"{mark}{letter}. {text}", style, painter.Width - x - Figures - 2);
        var end = painter.Width - 1;
        painter.PutRight(end, y, Log(passes.Bypassed, place), Said(passes.Bypassed, letter));
        painter.PutRight(end - 7, y, "→", Ui.Theme.Dim);
        painter.PutRight(end - 9, y, Log(passes.Base, place), Said(passes.Base, letter));
    }

    private Attribute Said(ScoredPass pass, char letter) => pass.Predicted == letter ? Ui.Theme.Strong : Ui.Theme.Dim;

    /// <summary>An option's log-probability; what is said has a mark, for those who see no bold.</summary>
    private static string Log(ScoredPass pass, int place)
    {
        var value = place < pass.LogProbabilities.Count ? pass.LogProbabilities[place] : double.NaN;
        return (pass.Predicted == pass.Letters[place] ? "▸" : "") + value.ToString(value <= -9.95 ? "0.0;−0.0" : "0.00;−0.00;0.00", CultureInfo.InvariantCulture);
    }
}
