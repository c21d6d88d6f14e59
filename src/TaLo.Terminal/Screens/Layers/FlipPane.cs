using System.Drawing;
using System.Globalization;
using TaLo.Tasks;
using TaLo.Terminal.Ui;
using Terminal.Gui.ViewBase;
using Attribute = Terminal.Gui.Drawing.Attribute;

namespace TaLo.Terminal.Screens.Layers;

/// <summary>A flipped sample: image, question, and each option's log-probability before and after.</summary>
internal sealed class FlipPane : Pane
{
    private const int Figures = 13;

    private readonly PictureView _picture;
    private Flip? _flip;
    private VqaSample? _sample;
    private string _missing = "";

    /// <summary>Creates it.</summary>
    public FlipPane(UiContext ui) : base(ui)
    {
        CanFocus = false;
        Add(_picture = new PictureView(ui));
    }

    /// <inheritdoc/>
    public override string Heading => _flip is { } flip ? $"Sample {flip.Base.Index}: {(flip.IsFixed ? "fixed" : "broken")}" : "Sample";

    /// <summary>Shows a flip.</summary>
    /// <param name="flip">The flip, or null for none.</param>
    /// <param name="sample">Its sample, or null where it cannot be read.</param>
    /// <param name="missing">Why it cannot be read.</param>
    public void Show(Flip? flip, VqaSample? sample, string missing)
    {
        (_flip, _missing) = (flip, missing);
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
    protected override void Paint(Painter painter)
    {
        if (_flip is not { } flip)
        {
            painter.Put(1, 0, _missing, Ui.Theme.Dim);
            return;
        }
        var x = _sample is { Question.Images.Count: > 0 } ? PictureWidth + 3 : 1;
        var y = 0;
        var letters = flip.Base.Letters;
        foreach (var line in Columns.Wrap(_sample?.Question.Text ?? _missing, painter.Width - x - 1).Take(Math.Max(1, painter.Height - letters.Length - 1)))
            painter.Put(x, y++, line, _sample is null ? Ui.Theme.Dim : Ui.Theme.Text);
        painter.PutRight(painter.Width - 1, y, "log p", Ui.Theme.Dim);
        y++;
        for (var i = 0; i < letters.Length; i++)
            Option(painter, x, y++, flip, i);
    }

    // A cell is twice as high as wide: a square image takes two columns for each row.
    private int PictureWidth => Math.Min(Viewport.Height * 2, Viewport.Width * 30 / 100);

    private void Option(Painter painter, int x, int y, Flip flip, int i)
    {
        var letter = flip.Base.Letters[i];
        var text = _sample?.Question.Options.FirstOrDefault(o => o.Letter == letter).Text ?? "";
        var style = letter == flip.Base.Answer ? Ui.Theme.Accent : Ui.Theme.Text;
        var mark = letter == flip.Base.Answer ? "✓" : " ";
        painter.Put(x, y, $"{mark}{letter}. {text}", style, painter.Width - x - Figures - 2);
        var end = painter.Width - 1;
        painter.PutRight(end, y, Log(flip.Bypassed.LogProbabilities[i]), Chosen(flip.Bypassed.Predicted, letter));
        painter.PutRight(end - 6, y, "→", Ui.Theme.Dim);
        painter.PutRight(end - 8, y, Log(flip.Base.LogProbabilities[i]), Chosen(flip.Base.Predicted, letter));
    }

    private Attribute Chosen(char predicted, char letter) => predicted == letter ? Ui.Theme.Strong : Ui.Theme.Dim;

    private static string Log(double value) => value.ToString(value <= -9.95 ? "0.0" : "0.00", CultureInfo.InvariantCulture);
}
