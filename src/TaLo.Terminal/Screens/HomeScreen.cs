using System.Drawing;
using TaLo.Terminal.Ui;

namespace TaLo.Terminal.Screens;

/// <summary>Placeholder.</summary>
internal sealed class HomeScreen : Screen
{
    private readonly TextPane _text;

    /// <summary>Creates the screen.</summary>
    public HomeScreen(UiContext ui) : base(ui) => Add(_text = new TextPane(ui, "Home", "not built yet"));

    /// <inheritdoc/>
    public override string Name => "Home";

    /// <inheritdoc/>
    public override string Purpose => "not built yet";

    /// <inheritdoc/>
    protected override void Arrange(Size size) => _text.Frame = new Rectangle(Point.Empty, size);
}
