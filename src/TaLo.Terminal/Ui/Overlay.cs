using System.Drawing;
using Terminal.Gui.Text;

namespace TaLo.Terminal.Ui;

/// <summary>
/// A box over the screen that takes all keys until it is closed. Not a dialog of the toolkit: those run a loop of
/// their own, in which what other threads post would wait.
/// </summary>
internal abstract class Overlay : Pane
{
    /// <summary>Creates a box.</summary>
    protected Overlay(UiContext ui) : base(ui)
    {
    }

    /// <summary>The columns and rows it wants, frame included, of those that are there.</summary>
    protected abstract Size Wanted(Size room);

    /// <summary>Puts it in the middle of the window.</summary>
    public void Place(Size room)
    {
        var wanted = Wanted(room);
        var size = new Size(Math.Min(wanted.Width, room.Width - 2), Math.Min(wanted.Height, room.Height - 2));
        Frame = new Rectangle((room.Width - size.Width) / 2, (room.Height - size.Height) / 2, size.Width, size.Height);
    }

    /// <summary>Closes it.</summary>
    protected void Close() => Ui.Shell.Close(this);

    /// <summary>The widest of some lines.</summary>
    protected static int Widest(IEnumerable<string> lines) => lines.Select(l => l.GetColumns()).DefaultIfEmpty(0).Max();
}
