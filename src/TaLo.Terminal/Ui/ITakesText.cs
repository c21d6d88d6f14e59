using Terminal.Gui.Input;

namespace TaLo.Terminal.Ui;

/// <summary>A view of our own that a user types into: letters are its text, not actions, except where they say so.</summary>
internal interface ITakesText
{
    /// <summary>Whether a key is text for it now.</summary>
    bool Takes(Key key);
}
