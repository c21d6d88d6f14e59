using System.Drawing;
using TaLo.Terminal.Ui;

namespace TaLo.Terminal.Screens;

/// <summary>Placeholder.</summary>
internal sealed class SweepScreen : Screen
{
    private readonly TextPane _text;

    /// <summary>Creates the screen.</summary>
    public SweepScreen(UiContext ui) : base(ui) => Add(_text = new TextPane(ui, "Sweep", "not built yet"));

    /// <inheritdoc/>
    public override string Name => "Sweep";

    /// <inheritdoc/>
    public override string Purpose => "not built yet";

    /// <inheritdoc/>
    protected override void Arrange(Size size) => _text.Frame = new Rectangle(Point.Empty, size);
}
