using TaLo.Models;
using TaLo.Terminal.Screens.Sweeping;
using TaLo.Terminal.Ui;
using Terminal.Gui.ViewBase;

namespace TaLo.Terminal.Tests.Ui;

/// <summary>The line over the heat map.</summary>
public sealed class GaugeTests : IDisposable
{
    private readonly Sandbox _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public void Should_Say_Which_Sweep_Is_Shown_And_How_Far_One_Is()
    {
        GaugeView gauge = null!;
        using var stage = new Stage(_sandbox, ui => [new PlainScreen(ui, "Gauge", u => new Holder(u, gauge = new GaugeView(u.Theme)))]);
        gauge.Show("stored sweep: nano_vlm (Q8_0)");
        stage.Draw();
        Assert.StartsWith("│ stored sweep: nano_vlm (Q8_0) ", stage.Line(3), StringComparison.Ordinal);
        var request = new SweepSetup().Request(new ModelOptions { ModelPath = "" }, "none.tsv", _sandbox.Store);
        using var job = new SweepJob(request, stage.Ui.Shared);
        gauge.Show(job);
        stage.Draw();
        Assert.Matches("^│ opening +waiting for the model  │$", stage.Line(3));
        Assert.DoesNotContain("nano_vlm", stage.Screen, StringComparison.Ordinal);
    }

    private sealed class Holder : Pane
    {
        public Holder(UiContext ui, GaugeView gauge) : base(ui)
        {
            (gauge.Width, gauge.Height) = (Dim.Fill(), 1);
            Add(gauge);
        }

        public override string Heading => "holder";
    }
}
