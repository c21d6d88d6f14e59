using System.Drawing;
using TaLo.Chats;
using TaLo.Tasks;
using TaLo.Terminal.Ui;
using Terminal.Gui.Input;
using Terminal.Gui.ViewBase;

namespace TaLo.Terminal.Screens.Chatting;

/// <summary>Chooses a sample of a data set: task, sample, with its image and question to be seen.</summary>
internal sealed class SampleBox : Box
{
    private const int DetailRows = 8;

    private readonly IDataSet _data;
    private readonly Action<VqaQuestion, string, KnownAnswer?> _take;
    private readonly TablePane<string> _tasks;
    private readonly TablePane<SampleRef> _samples;
    private readonly PictureView _picture;
    private (string Index, VqaQuestion Question, KnownAnswer? Answer)? _shown;
    private string? _problem;
    private volatile string? _looked;

    /// <summary>Shows a data set, which it closes with itself.</summary>
    /// <param name="ui">What it works with.</param>
    /// <param name="data">The data set.</param>
    /// <param name="take">Takes the question, the sample's name and the data set's own answer.</param>
    public SampleBox(UiContext ui, IDataSet data, Action<VqaQuestion, string, KnownAnswer?> take) : base(ui, $"A question of {data.Name}")
    {
        (_data, _take) = (data, take);
        _tasks = new TablePane<string>(ui, "Tasks", [new("task", Shrinks: true), new("samples", Right: true)], (a, b) => a == b)
        {
            Moved = ShowSamples,
            Chosen = () => _samples!.SetFocus(),
        };
        _samples = new TablePane<SampleRef>(ui, "Samples", [new("index", Shrinks: true)], (a, b) => a == b) { Moved = ShowSample, Chosen = Take };
        _picture = new PictureView(ui);
        Add(_tasks, _samples, _picture);
        _tasks.Show([.. data.Samples.CountBy(s => s.Task).Select(t => new PaneRow<string>(t.Key, [t.Key, $"{t.Value}"]))]);
        ShowSamples();
    }

    /// <inheritdoc/>
    public override IReadOnlyList<KeyAction> Keys =>
    [
        new(Key.Enter, _samples.HasFocus ? "take it" : "samples", "Go to the samples; there: take the sample's image and question.", Enter),
        new(Key.Tab, "tasks/samples", "Give the keys to the other list.", Turn) { Also = [Key.CursorLeft, Key.CursorRight, Key.Tab.WithShift] },
        .. (_samples.HasFocus ? _samples.Keys : _tasks.Keys),
        new(Key.Esc, "back", "Close and change nothing.", Close),
    ];

    /// <inheritdoc/>
    protected override Size Wanted(Size room) => new(Math.Min(100, room.Width - 4), room.Height - 2);

    /// <inheritdoc/>
    protected override void OnSubViewLayout(LayoutEventArgs args)
    {
        base.OnSubViewLayout(args);
        var (left, lists) = (Viewport.Width / 2, Viewport.Height - DetailRows);
        _tasks.Frame = new Rectangle(0, 0, left, lists);
        _samples.Frame = new Rectangle(left, 0, Viewport.Width - left, lists);
        _picture.Frame = new Rectangle(1, lists, DetailRows * 2, DetailRows);
    }

    /// <inheritdoc/>
    protected override void Paint(Painter painter)
    {
        var (x, top) = ((DetailRows * 2) + 3, painter.Height - DetailRows);
        if (_problem is { } problem)
            foreach (var (line, y) in Columns.Wrap(problem, painter.Width - x - 1).Take(DetailRows).Select((l, i) => (l, i)))
                painter.Put(x, top + y, line, Ui.Theme.Warning);
        if (_shown is not { Question: var question })
            return;
        var lines = Columns.Wrap(question.Text, painter.Width - x - 1).Select(l => (Text: l, Style: Ui.Theme.Text))
            .Concat(question.Options.Select(o => (Text: $"{o.Letter}. {o.Text}", Style: Ui.Theme.Dim)));
        foreach (var ((text, style), y) in lines.Take(DetailRows).Select((l, i) => (l, i)))
            painter.Put(x, top + y, text, style);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _data.Dispose();
        base.Dispose(disposing);
    }

    private void Turn() => (_samples.HasFocus ? (Pane)_tasks : _samples).SetFocus();

    private void Enter()
    {
        if (_samples.HasFocus)
            Take();
        else
            _samples.SetFocus();
    }

    private void ShowSamples()
    {
        var task = _tasks.Current?.Item;
        _samples.Show([.. _data.Samples.Where(s => s.Task == task).Select(s => new PaneRow<SampleRef>(s, [s.Index]))]);
        ShowSample();
    }

    private void ShowSample()
    {
        if (_samples.Current is not { Item: var sample })
            return;
        _looked = sample.Index;
        Ui.InBackground(
            () => Read(sample),
            found =>
            {
                if (found is not { } read || _samples.Current?.Item != sample)
                    return;
                (_shown, _problem) = ((sample.Index, read.Question, KnownAnswer.Of(read.Question, read.Answers)), null);
                _picture.Show(read.Question.Images.Count > 0 ? read.Question.Images[0] : default);
                SetNeedsDraw();
            },
            problem =>
            {
                (_shown, _problem) = (null, problem);
                SetNeedsDraw();
            });
    }

    /// <returns>Null where it is not looked at any more: another one is, or the box was closed.</returns>
    private AskedQuestion? Read(SampleRef sample)
    {
        try
        {
            return _looked == sample.Index ? _data.LoadQuestion(sample) : null;
        }
        catch (ObjectDisposedException)
        {
            return null;
        }
    }

    private void Take()
    {
        if (_shown is not var (index, question, answer) || _samples.Current?.Item.Index != index)
            return;
        _take(question, $"{_tasks.Current?.Item} {index}", answer);
        Close();
    }
}
