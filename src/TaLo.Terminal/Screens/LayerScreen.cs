using System.Drawing;
using TaLo.Terminal.Ui;

namespace TaLo.Terminal.Screens;

/// <summary>Placeholder.</summary>
internal sealed class LayerScreen : Screen
{
    private readonly TextPane _text;

    /// <summary>Creates the screen.</summary>
    public LayerScreen(UiContext ui) : base(ui) => Add(_text = new TextPane(ui, "Layer", "not built yet"));

    /// <inheritdoc/>
    public override string Name => "Layer";

    /// <inheritdoc/>
    public override string Purpose => "not built yet";

    /// <summary>Shows one task.</summary>
    public void Open(Storage.StoredSweep sweep, string task, Models.Knockout knockout)
    {
        Ui.Shell.Show(this);
    }

    /// <inheritdoc/>
    protected override void Arrange(Size size) => _text.Frame = new Rectangle(Point.Empty, size);
}
