using System.Drawing;
using TaLo.Terminal.Ui;

namespace TaLo.Terminal.Screens;

/// <summary>Placeholder.</summary>
internal sealed class ChatScreen : Screen
{
    private readonly TextPane _text;

    /// <summary>Creates the screen.</summary>
    public ChatScreen(UiContext ui) : base(ui) => Add(_text = new TextPane(ui, "Chat", "not built yet"));

    /// <inheritdoc/>
    public override string Name => "Chat";

    /// <inheritdoc/>
    public override string Purpose => "not built yet";

    /// <inheritdoc/>
    protected override void Arrange(Size size) => _text.Frame = new Rectangle(Point.Empty, size);
}
