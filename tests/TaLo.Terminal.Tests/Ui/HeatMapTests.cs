using TaLo.Models;
using TaLo.Terminal.Screens.Sweeping;
using TaLo.Terminal.Ui;
using TaLo.Terminal.Views;
using TaLo.Vectors;
using Terminal.Gui.Drawing;
using Terminal.Gui.Input;

namespace TaLo.Terminal.Tests.Ui;

/// <summary>The heat map: the scale's colours and signs, figures where there is room, and a window on many layers.</summary>
public sealed class HeatMapTests : IDisposable
{
    private readonly Sandbox _sandbox = new();
    private HeatMapPane _map = null!;
    private int _moves;

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public void Should_Write_Points_In_The_Colours_Of_The_Scale_Where_There_Is_Room()
    {
        using var stage = Show(Vectors(("maps", [0.25, -0.5, 0, double.NaN]), ("ocr", [0.5, 0, 0, 0])));
        var row = Row(stage, "maps");
        stage.Press(Key.CursorDown);
        Assert.Matches(@"maps +\+25\* +−50\* +0 +· ", stage.Line(row));
        var (r, g, b) = DeltaColours.Rgb(-0.5, CellEvidence.Significant, (235, 235, 235));
        Assert.Equal(new Color(r, g, b), stage.At(row, Column(stage, row, "−50")).Background);
        Assert.Equal(Color.None, stage.At(row, Column(stage, row, "·")).Background);
    }

    [Fact]
    public void Should_Fade_Into_The_Background_Towards_Zero()
    {
        using var stage = Show(Vectors(("maps", [0.004, 0.02, 0.1, -0.1]), ("ocr", [0, 0, 0, 0])));
        stage.Press(Key.CursorDown);
        var row = Row(stage, "maps");
        Assert.Equal(Color.None, stage.At(row, Column(stage, row, " 0 ") + 1).Background);
        var light = new[] { "+2*", "+10*" }.Select(t => Light(stage.At(row, Column(stage, row, t)).Background)).ToList();
        Assert.True(Light(stage.Ui.Theme.Ground) < light[0] && light[0] < light[1] && light[1] < 0.2, $"{light[0]} {light[1]}");
        stage.Ui.Theme.Ground = new Color(255, 255, 255);
        stage.Draw();
        light = [.. new[] { "+2*", "+10*" }.Select(t => Light(stage.At(row, Column(stage, row, t)).Background))];
        Assert.True(light[0] > light[1] && light[1] > 0.4, $"{light[0]} {light[1]}");
    }

    [Theory]
    [InlineData(4, "┏")]
    [InlineData(12, "┏")]
    [InlineData(20, "[")]
    [InlineData(30, "◂")]
    public void Should_Frame_The_Cursor_And_Leave_The_Cells_Colour_To_Be_Seen(int layers, string frame)
    {
        using var stage = Show(Vectors(("maps", [.. Enumerable.Range(0, layers).Select(l => l == 1 ? 0.25 : -0.25)]), ("ocr", new double[layers])));
        var row = Row(stage, "maps");
        var before = Frame();
        stage.Press(Key.CursorRight);
        Assert.Contains(frame, stage.Line(row), StringComparison.Ordinal);
        Assert.Equal(before, Frame());
        Assert.Equal(1, _map.Cell!.Layer);

        List<Color> Frame() => [.. Enumerable.Range(0, 80).Select(x => stage.At(row, x).Background)];
    }

    [Theory]
    [InlineData(80, 12)]
    [InlineData(120, 12)]
    [InlineData(200, 36)]
    public void Should_Use_The_Width_Of_The_Window(int columns, int layers)
    {
        using var stage = Show(Vectors(("maps", [.. Enumerable.Repeat(0.25, layers)])));
        stage.Resize(columns, 24);
        var row = Row(stage, "maps");
        Assert.Equal(Color.None, stage.At(row, columns - 2).Background);
        Assert.NotEqual(Color.None, stage.At(row, columns - 3).Background);
    }

    [Fact]
    public void Should_Say_It_By_Signs_Alone_Without_Colour()
    {
        using var stage = Show(Vectors(("maps", [.. Enumerable.Range(0, 28).Select(l => l == 0 ? -0.5 : l == 1 ? 0.05 : l == 2 ? 0.3 : 0)])), ColourDepth.None);
        var row = Row(stage, "maps");
        var cells = stage.Line(row)[(stage.Line(row).IndexOf("maps", StringComparison.Ordinal) + 4)..];
        stage.Press(Key.End);
        Assert.StartsWith("#+*....", stage.Line(row).Replace(" ", "", StringComparison.Ordinal).Replace("│", "", StringComparison.Ordinal)["maps".Length..], StringComparison.Ordinal);
        Assert.Contains('#', cells);
        for (var column = 0; column < 80; column++)
        {
            Assert.Equal(Color.None, stage.At(row, column).Foreground);
            Assert.Equal(Color.None, stage.At(row, column).Background);
        }
        Assert.Contains(DeltaColours.Legend[..30], stage.Screen, StringComparison.Ordinal);
    }

    [Fact]
    public void Should_Scroll_Sideways_With_The_Cursor_Where_Layers_Do_Not_Fit()
    {
        var deltas = Enumerable.Range(0, 80).Select(l => l == 79 ? 0.5 : 0).ToArray();
        using var stage = Show(Vectors(("maps", deltas), ("ocr", deltas)), ColourDepth.None);
        var row = Row(stage, "ocr");
        Assert.DoesNotContain("*", stage.Line(row), StringComparison.Ordinal);
        Assert.Contains("›", stage.Screen, StringComparison.Ordinal);
        stage.Press(Key.End);
        Assert.Equal(79, _map.Cell!.Layer);
        Assert.Contains("*", stage.Line(row), StringComparison.Ordinal);
        Assert.Contains("79", stage.Line(row - 2), StringComparison.Ordinal);
        stage.Press(Key.Home);
        Assert.Equal(0, _map.Cell!.Layer);
    }

    [Fact]
    public void Should_Move_To_The_Best_And_The_Worst_Layer_And_Stay_On_The_Task()
    {
        using var stage = Show(Vectors(("maps", [0, 0.25, 0, -0.5])));
        stage.Press(new Key('+'));
        Assert.Equal(1, _map.Cell!.Layer);
        stage.Press(new Key('-'));
        Assert.Equal(3, _map.Cell!.Layer);
        Assert.Equal(2, _moves);
        _map.Show(Vectors(("a", [0, 0, 0, 0]), ("maps", [0, 0, 0, 0])), Module.Attention);
        Assert.Equal(("maps", 3), (_map.Vector!.Task, _map.Cell!.Layer));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Should_Tell_A_Gain_From_Luck_And_From_Few_Samples(bool inColour)
    {
        var vectors = Vectors(("maps", [0.13, 0.13, 0.25, 0]), ("ocr", [0, 0, 0, 0]));
        List<LayerEffect> layers = [.. vectors[0].Layers];
        (layers[1], layers[2]) = (layers[1] with { HolmPValue = 0.3 }, new(2, new(4, 2, 1, 0), 0) { HolmPValue = 1 });
        using var stage = Show([vectors[0] with { Layers = layers }, vectors[1]], inColour ? ColourDepth.True : ColourDepth.None);
        var row = Row(stage, "maps");
        stage.Press(new Key('+'));
        Assert.Equal(0, _map.Cell!.Layer);
        stage.Press(Key.CursorDown);
        Assert.Matches(@"maps +\+13\* +\+13  +\+25\? +0", stage.Line(row));
        if (inColour)
        {
            var ground = Light(stage.Ui.Theme.Ground);
            var (real, luck) = (Light(stage.At(row, Column(stage, row, "+13*")).Background), Light(stage.At(row, Column(stage, row, "+13 ")).Background));
            Assert.True(ground < luck && luck < real, $"{ground} {luck} {real}");
        }
        Assert.Contains("luck", stage.Screen, StringComparison.Ordinal);
    }

    [Fact]
    public void Should_Explain_What_Looks_Like_A_Contradiction_In_A_Cell()
    {
        // Five fixed, none broken: the score interval leaves out 0, the exact test does not reject.
        var vector = new TaskVector("maps", null, Module.Attention, 38, 20,
            [new LayerEffect(0, new(38, 20, 5, 0), 0.2) { HolmPValue = 0.6 }, new LayerEffect(1, new(38, 20, 2, 2), -1.849) { HolmPValue = 1 }, new LayerEffect(2, new(4, 2, 1, 0), 0.1) { HolmPValue = 1 }]);
        CellPane pane = null!;
        using var stage = new Stage(_sandbox, ui => [new PlainScreen(ui, "Cell", u => pane = new CellPane(u))], ColourDepth.True);

        Assert.All(["95% (score)   +", "p (exact)     0.062, corrected 0.600", "may be luck", "stricter"], text => Assert.Contains(text, Screen(0), StringComparison.Ordinal));
        Assert.All(["−1.849 nats", "no answer changes sides"], text => Assert.Contains(text, Screen(1), StringComparison.Ordinal));
        Assert.All(["of 4", "few samples: 4 of 38"], text => Assert.Contains(text, Screen(2), StringComparison.Ordinal));

        string Screen(int layer)
        {
            pane.Show(vector, vector.Layers[layer]);
            stage.Draw();
            return stage.Screen;
        }
    }

    [Theory]
    [InlineData(0.0001234, "0.0001234 s")]
    [InlineData(0.25, "0.2500 s")]
    [InlineData(12.3456, "12.346 s")]
    public void Should_Write_Seconds_Of_Any_Size_In_Four_Digits(double seconds, string text) => Assert.Equal(text, SpeedView.Seconds(seconds));

    [Theory]
    [InlineData(0.2, 4)]
    [InlineData(-0.2, 4)]
    [InlineData(-1, 4)]
    public void Should_Keep_Text_Readable_On_Every_Colour(double delta, double contrast)
    {
        var cell = new Theme(ColourDepth.True).Cell(delta, CellEvidence.Significant);
        var (one, other) = (Light(cell.Foreground), Light(cell.Background));
        Assert.InRange((Math.Max(one, other) + 0.05) / (Math.Min(one, other) + 0.05), contrast, 21);
    }

    private static double Light(Color c)
    {
        static double Linear(byte v) => v / 255.0 <= 0.04045 ? v / 255.0 / 12.92 : Math.Pow(((v / 255.0) + 0.055) / 1.055, 2.4);
        return (0.2126 * Linear(c.R)) + (0.7152 * Linear(c.G)) + (0.0722 * Linear(c.B));
    }

    private Stage Show(IReadOnlyList<TaskVector> vectors, ColourDepth depth = ColourDepth.True)
    {
        var stage = new Stage(_sandbox, ui => [new PlainScreen(ui, "Map", u => _map = new HeatMapPane(u, () => _moves++, () => { }))], depth);
        _map.Show(vectors, Module.Attention);
        stage.Draw();
        return stage;
    }

    private static int Row(Stage stage, string task) =>
        stage.Screen.Split('\n').Index().First(l => l.Item.Contains($" {task} ", StringComparison.Ordinal)).Index;

    private static int Column(Stage stage, int row, string text) => stage.Line(row).IndexOf(text, StringComparison.Ordinal);

    /// <summary>Vectors of 100 samples with these differences.</summary>
    internal static IReadOnlyList<TaskVector> Vectors(params (string Task, double[] Deltas)[] tasks) =>
        [.. tasks.Select(t => new TaskVector(t.Task, null, Module.Attention, 100, 60, [.. t.Deltas.Select((d, l) => double.IsNaN(d)
            ? LayerEffect.None(l)
            : new LayerEffect(l, new(100, 60, d > 0 ? (int)(d * 100) : 0, d < 0 ? (int)(-d * 100) : 0), d) { HolmPValue = 0 })]))];
}
