using System.Drawing;
using Terminal.Gui.Input;

namespace TaLo.Terminal.Ui;

/// <summary>Asks something that is answered by one key.</summary>
/// <param name="ui">What it works with.</param>
/// <param name="heading">What it is about.</param>
/// <param name="text">The question; several lines.</param>
/// <param name="answers">The answers beside esc, which only closes it.</param>
internal sealed class QuestionOverlay(UiContext ui, string heading, string text, params IReadOnlyList<KeyAction> answers) : Overlay(ui)
{
    /// <inheritdoc/>
    public override string Heading => heading;

    /// <inheritdoc/>
    public override IReadOnlyList<KeyAction> Keys =>
    [
        .. answers.Select(a => a with
        {
            Run = () =>
            {
                Close();
                a.Run();
            },
        }),
        new(Key.Esc, "back", "Close and change nothing.", Close) { Also = [Key.N] },
    ];

    /// <inheritdoc/>
    protected override Size Wanted(Size room)
    {
        var width = Math.Min(Math.Max(Widest(text.Split('\n')), 40) + 4, room.Width - 4);
        return new Size(width, Columns.Wrap(text, width - 4).Count + Keys.Count + 3);
    }

    /// <inheritdoc/>
    protected override void Clicked(Point place, bool twice)
    {
        var lines = Columns.Wrap(text, Inner.Width - 2).Count;
        if (place.Y - lines - 1 is >= 0 and var at && at < Keys.Count)
            Keys[at].Run();
    }

    /// <inheritdoc/>
    protected override void Paint(Painter painter)
    {
        var y = 0;
        foreach (var line in Columns.Wrap(text, painter.Width - 2))
            painter.Put(1, y++, line, painter.Theme.Text);
        y++;
        foreach (var key in Keys)
        {
            var used = painter.Put(1, y, Columns.Pad(key.Shown, 6), painter.Theme.KeyName);
            painter.Put(1 + used, y++, key.Name, painter.Theme.Text);
        }
    }
}
