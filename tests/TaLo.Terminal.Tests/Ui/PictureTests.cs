using System.Drawing;
using TaLo.Terminal.Ui;
using Terminal.Gui.Drawing;
using Terminal.Gui.ViewBase;
using Color = Terminal.Gui.Drawing.Color;

namespace TaLo.Terminal.Tests.Ui;

/// <summary>Images: two pixels in each cell everywhere, pixels of their own where the terminal has them.</summary>
public sealed class PictureTests : IDisposable
{
    private readonly Sandbox _sandbox = new();
    private PictureView _picture = null!;

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public void Should_Show_Two_Pixels_In_Each_Cell()
    {
        using var stage = Show(ColourDepth.True, sixel: false);
        stage.DrawUntil(() => stage.Screen.Contains('▀', StringComparison.Ordinal));
        var (random, grey) = (new Random(7), new byte[8][]);
        for (var y = 0; y < 8; y++)
            random.NextBytes(grey[y] = new byte[9]);
        for (var y = 0; y < 4; y++)
        {
            for (var x = 0; x < 8; x++)
            {
                // The pane's frame is a cell wide, and the screen begins on line 2.
                var cell = stage.At(3 + y, 1 + x);
                Assert.Equal((Grey(grey[2 * y][1 + x]), Grey(grey[(2 * y) + 1][1 + x])), (cell.Foreground, cell.Background));
            }
        }
        Assert.Empty(stage.Sixels);
    }

    [Fact]
    public void Should_Show_Light_And_Dark_Without_Colour()
    {
        using var stage = Show(ColourDepth.None, sixel: false);
        stage.DrawUntil(() => stage.Line(3)[1..9].Any(c => c != ' '));
        Assert.True(stage.Line(3)[1..9].Distinct().Count() > 2, stage.Line(3));
        Assert.Equal(Color.None, stage.At(3, 1).Foreground);
    }

    [Fact]
    public void Should_Use_Sixel_Where_The_Terminal_Has_It()
    {
        using var stage = Show(ColourDepth.True, sixel: true);
        stage.DrawUntil(() => stage.Sixels.Count > 0);
        Assert.DoesNotContain('▀', stage.Screen);
    }

    private static Color Grey(byte value) => new(value, value, value);

    private Stage Show(ColourDepth depth, bool sixel)
    {
        var stage = new Stage(_sandbox, ui => [new PlainScreen(ui, "Image", u => new Holder(u, _picture = new PictureView(u)))], depth);
        if (sixel)
            stage.Ui.App.Driver!.SetSixelSupport(new SixelSupportResult { IsSupported = true, Resolution = new Size(10, 20) });
        _picture.Show(Png.Noise(8, 8, seed: 7));
        return stage;
    }

    private sealed class Holder : Pane
    {
        private readonly PictureView _picture;

        public Holder(UiContext ui, PictureView picture) : base(ui) => Add(_picture = picture);

        public override string Heading => "holder";

        protected override void OnSubViewLayout(LayoutEventArgs args)
        {
            base.OnSubViewLayout(args);
            _picture.Frame = new Rectangle(0, 0, 8, 4);
        }

        protected override void Paint(Painter painter)
        {
        }
    }
}
