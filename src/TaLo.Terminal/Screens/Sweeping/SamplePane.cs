using System.Drawing;
using TaLo.Tasks;
using TaLo.Terminal.Ui;
using Terminal.Gui.ViewBase;

namespace TaLo.Terminal.Screens.Sweeping;

/// <summary>The sample that is being asked: its image, its question, its options.</summary>
internal sealed class SamplePane : Pane
{
    private readonly PictureView _picture;
    private VqaSample? _sample;

    /// <summary>Creates it.</summary>
    public SamplePane(UiContext ui) : base(ui)
    {
        CanFocus = false;
        Add(_picture = new PictureView(ui) { Visible = false });
    }

    /// <inheritdoc/>
    public override string Heading => _sample is null ? "Sample" : $"Sample {_sample.Index} of {_sample.Task}";

    /// <summary>Shows a sample.</summary>
    public void Show(VqaSample? sample)
    {
        if (sample == _sample)
            return;
        _sample = sample;
        _picture.Visible = sample is not null;
        _picture.Show(sample is { Question.Images: [var first, ..] } ? first : default);
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
        if (_sample is not { } sample)
        {
            foreach (var (line, row) in Columns.Wrap("While a sweep runs, the sample that is being asked is shown here. Enter on a row of the map shows what became of each sample.", painter.Width - 2).Select((l, i) => (l, i)))
                painter.Put(1, row, line, Ui.Theme.Dim);
            return;
        }
        var (x, y) = (PictureWidth + 3, 0);
        foreach (var line in Columns.Wrap(sample.Question.Text, painter.Width - x - 1))
            painter.Put(x, y++, line, Ui.Theme.Text);
        foreach (var option in sample.Question.Options)
            painter.Put(x, y++, $"{option.Letter}. {option.Text}", option.Letter == sample.Answer ? Ui.Theme.Accent : Ui.Theme.Dim);
    }

    // A cell is twice as high as wide: a square image takes two columns for each row.
    private int PictureWidth => Math.Min(Viewport.Height * 2, Viewport.Width / 2);
}
