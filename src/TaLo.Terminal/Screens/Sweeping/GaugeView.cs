using System.Drawing;
using TaLo.Terminal.Ui;
using Terminal.Gui.Text;
using Terminal.Gui.ViewBase;

namespace TaLo.Terminal.Screens.Sweeping;

/// <summary>How far a sweep is, on one line with a bar; or which stored sweep is shown.</summary>
internal sealed class GaugeView : View
{
    private readonly UiContext _ui;

    /// <summary>Creates it.</summary>
    public GaugeView(UiContext ui)
    {
        _ui = ui;
        CanFocus = false;
    }

    /// <summary>The sweep in progress, or null.</summary>
    public SweepJob? Job { get; set; }

    /// <summary>What is said where there is none.</summary>
    public string Line { get; set; } = "";

    /// <inheritdoc/>
    protected override bool OnDrawingContent(DrawContext? context)
    {
        var theme = _ui.Theme;
        var painter = new Painter(this, theme, new Rectangle(0, 0, Viewport.Width, 1));
        if (Job is not { } job)
        {
            painter.Put(1, 0, Line, theme.Text);
            return true;
        }
        var style = job.State switch
        {
            JobState.Failed => theme.Error,
            JobState.Paused or JobState.Stopping or JobState.Stopped => theme.Warning,
            _ => theme.Accent,
        };
        var words = SweepStatus.Progress(job);
        var x = 1 + painter.Put(1, 0, SweepStatus.State(job) + " ", style);
        var room = painter.Width - x - words.GetColumns() - 3;
        if (room > 5 && job.State != JobState.Failed)
        {
            var full = (int)Math.Round(room * SweepStatus.Share(job));
            painter.Put(x, 0, new string('━', full), style);
            painter.Put(x + full, 0, new string('─', room - full), theme.Frame);
            x += room + 1;
        }
        painter.Put(x, 0, words, job.State == JobState.Failed ? theme.Error : theme.Text);
        return true;
    }
}
