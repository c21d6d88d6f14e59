using System.Drawing;
using Terminal.Gui.Input;

namespace TaLo.Terminal.Ui;

/// <summary>Asks before something is done that cannot be undone.</summary>
/// <param name="ui">What it works with.</param>
/// <param name="heading">What is asked.</param>
/// <param name="text">What will be done, and what stays.</param>
/// <param name="name">What is done, in a word.</param>
/// <param name="run">Does it, the box being closed.</param>
internal sealed class ConfirmBox(UiContext ui, string heading, string text, string name, Action run) : Box(ui, heading)
{
    /// <inheritdoc/>
    public override IReadOnlyList<KeyAction> Keys =>
    [
        new(Key.Y, name, $"Yes: {name}.", Confirm),
        new(Key.Esc, "back", "Close and change nothing.", Close) { Also = [Key.N] },
    ];

    /// <inheritdoc/>
    protected override string Footer => $"y {name}, esc back";

    /// <inheritdoc/>
    protected override Size Wanted(Size room)
    {
        var width = Math.Min(72, room.Width - 4);
        return new Size(width, Columns.Wrap(text, width - 4).Count + 4);
    }

    /// <inheritdoc/>
    protected override void Paint(Painter painter)
    {
        foreach (var (line, y) in Columns.Wrap(text, painter.Width - 2).Select((l, i) => (l, i + 1)))
            painter.Put(1, y, line, painter.Theme.Text);
    }

    private void Confirm()
    {
        Close();
        run();
    }
}
