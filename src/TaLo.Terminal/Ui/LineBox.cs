using System.Drawing;
using Terminal.Gui.Input;
using Terminal.Gui.ViewBase;
using Terminal.Gui.Views;

namespace TaLo.Terminal.Ui;

/// <summary>Asks for a line of text.</summary>
internal sealed class LineBox : Box
{
    private readonly TextField _field;
    private readonly string _hint;
    private readonly Func<string, string?> _take;
    private string? _problem;

    /// <summary>Asks.</summary>
    /// <param name="ui">What it works with.</param>
    /// <param name="heading">What is asked for.</param>
    /// <param name="hint">How it is written.</param>
    /// <param name="text">What is there to begin with.</param>
    /// <param name="take">Takes the text, or says in one line why not; then the box stays.</param>
    public LineBox(UiContext ui, string heading, string hint, string text, Func<string, string?> take) : base(ui, heading)
    {
        (_hint, _take) = (hint, take);
        _field = new TextField { Text = text, X = 1, Y = 1, Width = Dim.Fill(1) };
        Add(_field);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<KeyAction> Keys =>
    [
        new(Key.Enter, "take it", "Take what is typed.", Take) { WhileTyping = true },
        new(Key.Esc, "back", "Close and change nothing.", Close) { WhileTyping = true },
    ];

    /// <inheritdoc/>
    protected override Size Wanted(Size room) => new(Math.Min(90, room.Width - 4), 7);

    /// <inheritdoc/>
    protected override void Paint(Painter painter)
    {
        painter.Put(1, 0, _hint, Ui.Theme.Dim);
        painter.Put(1, 3, _problem ?? "", Ui.Theme.Warning);
    }

    private void Take()
    {
        _problem = _take(_field.Text);
        if (_problem is null)
            Close();
        SetNeedsDraw();
    }
}
