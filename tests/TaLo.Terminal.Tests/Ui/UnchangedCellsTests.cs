using TaLo.Terminal.Screens.Sweeping;
using TaLo.Terminal.Ui;
using Terminal.Gui.App;
using Terminal.Gui.Drivers;
using Terminal.Gui.Input;
using Terminal.Gui.Text;
using Attribute = Terminal.Gui.Drawing.Attribute;
using Color = Terminal.Gui.Drawing.Color;

namespace TaLo.Terminal.Tests.Ui;

/// <summary>What is sent to the terminal: all that has changed, and no more.</summary>
public sealed class UnchangedCellsTests : IDisposable
{
    private const int Columns = 24;
    private const int Rows = 6;

    private static readonly string[] Texts = ["a", "plain", "图中", "a图b", "│─╯", "  ", "é", "中"];

    private readonly Sandbox _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Should_Leave_A_Terminal_With_What_Was_Drawn_Whatever_Is_Left_Out(int seed)
    {
        using var app = Application.Create();
        app.Init(DriverRegistry.Names.ANSI);
        var driver = app.Driver!;
        driver.SetScreenSize(Columns, Rows);
        driver.ClearContents();
        var (unchanged, random, terminal, sent) = (new UnchangedCells(), new Random(seed), new SeenCell[Rows, Columns], 0);
        for (var frame = 0; frame < 300; frame++)
        {
            for (var text = 0; text < 4; text++)
            {
                driver.CurrentAttribute = random.Next(3) == 0 ? new Attribute(new Color(200, 0, 0), Color.None) : new Attribute(Color.None, Color.None);
                driver.Move(random.Next(Columns - 6), random.Next(Rows));
                driver.AddStr(Texts[random.Next(Texts.Length)]);
            }
            unchanged.Skip(driver);
            sent += Send(driver, terminal);
            Assert.Equal(Shown(driver), Text(terminal));
        }
        Assert.InRange(sent, 1, 300 * 4 * 6);
    }

    [Fact]
    public void Should_Send_Nothing_Where_Nothing_Changed_And_Little_Where_The_Cursor_Moves()
    {
        HeatMapPane map = null!;
        using var stage = new Stage(_sandbox, ui => [new PlainScreen(ui, "Map", u => map = new HeatMapPane(u, () => { }, () => { }))], columns: 120, rows: 40);
        map.Show(HeatMapTests.Vectors([.. Enumerable.Range(0, 12).Select(i => ($"task{i}", Enumerable.Range(0, 20).Select(l => l / 40.0).ToArray()))]), TaLo.Models.Module.Attention);
        stage.Window.Refresh();
        stage.Turn();
        stage.Window.Refresh();
        Assert.Equal("", stage.TurnAndTakeSent());
        foreach (var key in new[] { Key.CursorRight, Key.CursorDown, Key.End, Key.Home })
        {
            stage.PressOnly(key);
            Assert.InRange(stage.TurnAndTakeSent().Length, 1, 2000);
        }
        // All of it is sent where something else may have written to the screen.
        stage.Resize(119, 40);
        Assert.Contains("task11", stage.Sent, StringComparison.Ordinal);
        // The toolkit does it once more after a change of sizes.
        stage.Turn();
        stage.Window.Refresh();
        Assert.Equal("", stage.TurnAndTakeSent());
    }

    /// <summary>Does with what is to be sent what a terminal does: half a wide character is none.</summary>
    private static int Send(IDriver driver, SeenCell[,] terminal)
    {
        var sent = 0;
        for (var y = 0; y < Rows; y++)
        {
            for (var x = 0; x < Columns && driver.GetOutputBuffer().DirtyLines[y]; x++)
            {
                ref var cell = ref driver.Contents![y, x];
                if (!cell.IsDirty)
                    continue;
                sent++;
                var width = cell.Grapheme.GetColumns();
                for (var part = 0; part < width; part++)
                    Blank(terminal, y, x + part);
                terminal[y, x] = new SeenCell(cell.Grapheme, cell.Attribute, width);
                if (width > 1)
                    terminal[y, x + 1] = new SeenCell("", cell.Attribute, 0);
                cell.IsDirty = false;
                if (width > 1)
                    driver.Contents[y, ++x].IsDirty = false;
            }
            driver.GetOutputBuffer().DirtyLines[y] = false;
        }
        return sent;
    }

    private static void Blank(SeenCell[,] terminal, int y, int x)
    {
        if (terminal[y, x] is { Width: 0, Text: "" } && x > 0)
            terminal[y, x - 1] = new SeenCell(" ", terminal[y, x - 1].Attribute, 1);
        if (terminal[y, x].Width > 1)
            terminal[y, x + 1] = new SeenCell(" ", terminal[y, x].Attribute, 1);
    }

    private static string Shown(IDriver driver)
    {
        var shown = new SeenCell[Rows, Columns];
        for (var y = 0; y < Rows; y++)
        {
            for (var x = 0; x < Columns; x++)
            {
                var cell = driver.Contents![y, x];
                shown[y, x] = new SeenCell(cell.Grapheme, cell.Attribute, cell.Grapheme.GetColumns());
                if (shown[y, x].Width > 1)
                    shown[y, ++x] = new SeenCell("", cell.Attribute, 0);
            }
        }
        return Text(shown);
    }

    private static string Text(SeenCell[,] cells) => string.Concat(cells.Cast<SeenCell>().Select(c => $"{c.Text}{(c.Attribute?.Foreground == Color.None ? "" : "!")}"));

    private readonly record struct SeenCell(string Text, Attribute? Attribute, int Width);
}
