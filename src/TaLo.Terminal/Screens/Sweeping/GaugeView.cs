using System.Text;
using TaLo.Terminal.Ui;
using Terminal.Gui.ViewBase;
using Terminal.Gui.Views;
using Attribute = Terminal.Gui.Drawing.Attribute;

namespace TaLo.Terminal.Screens.Sweeping;

/// <summary>How far a sweep is, on one line with a bar; or which stored sweep is shown.</summary>
internal sealed class GaugeView : View
{
    private readonly Theme _theme;
    // An underscore in a name is one, and no sign for a key.
    private static readonly Rune NoKey = new('\uffff');

    private readonly Label _state = new() { X = 1, HotKeySpecifier = NoKey };
    private readonly Label _words = new() { X = Pos.AnchorEnd() - 2, HotKeySpecifier = NoKey };
    private readonly ProgressBar _bar = new() { SegmentCharacter = new('━') };

    /// <summary>Creates it.</summary>
    public GaugeView(Theme theme)
    {
        _theme = theme;
        CanFocus = false;
        (_bar.X, _bar.Width) = (Pos.Right(_state) + 1, Dim.Fill(Dim.Func(_ => _words.Frame.Width + 3)));
        Add(_state, _bar, _words);
    }

    /// <summary>Shows how far a sweep is.</summary>
    public void Show(SweepJob job)
    {
        if (job.State == JobState.Failed)
        {
            Show($"{SweepWords.State(job)} {SweepWords.Progress(job)}", _theme.Error);
            return;
        }
        var style = job.State is JobState.Paused or JobState.Stopping or JobState.Stopped ? _theme.Warning : _theme.Accent;
        Show(SweepWords.State(job), style);
        _bar.SetScheme(Theme.In(_theme.Bar(style)));
        _bar.Fraction = (float)SweepWords.Share(job);
        _words.Text = SweepWords.Progress(job);
        (_bar.Visible, _words.Visible) = (true, true);
    }

    /// <summary>Shows a line.</summary>
    public void Show(string line) => Show(line, _theme.Text);

    private void Show(string line, Attribute style)
    {
        _state.SetScheme(Theme.In(style));
        _state.Text = line;
        (_bar.Visible, _words.Visible) = (false, false);
    }
}
