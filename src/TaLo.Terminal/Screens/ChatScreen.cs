using System.Drawing;
using TaLo.Terminal.Ui;

namespace TaLo.Terminal.Screens;

/// <summary>Will hold the conversation; for now it says where to go.</summary>
internal sealed class ChatScreen : Screen
{
    private readonly TextPane _text;

    /// <summary>Creates the screen.</summary>
    public ChatScreen(UiContext ui) : base(ui) => Add(_text = new TextPane(
        ui, "Chat", "The conversation is not built into the screens yet.\n\nWhat is bypassed in it is chosen already: u on Layer, or a profile on Home; the line above shows it."));

    /// <inheritdoc/>
    public override string Name => "Chat";

    /// <inheritdoc/>
    public override string Purpose => "talk to the model about an image (not built yet).";

    /// <inheritdoc/>
    protected override void Arrange(Size size) => _text.Frame = new Rectangle(Point.Empty, size);
}
