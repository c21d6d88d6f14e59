using TaLo.Models;
using TaLo.Terminal.Screens;
using TaLo.Terminal.Ui;
using Terminal.Gui.Input;

namespace TaLo.Terminal.Tests.Ui;

/// <summary>The window: one table of keys, a line that says what is bypassed, and room for both.</summary>
public sealed class ShellTests : IDisposable
{
    private readonly Sandbox _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public void Should_Show_Screens_Bypass_And_Keys()
    {
        using var stage = Two();
        Assert.Contains("1 One", stage.Line(0), StringComparison.Ordinal);
        Assert.Contains("2 Two", stage.Line(0), StringComparison.Ordinal);
        Assert.Contains("base model: nothing is bypassed", stage.Line(1), StringComparison.Ordinal);
        Assert.Contains("pane of One", stage.Line(2), StringComparison.Ordinal);
        Assert.Matches("^ g go  b blocked +\\? help  q quit$", stage.Line(23));
    }

    [Fact]
    public void Should_Do_What_A_Key_Is_For_And_Say_Why_It_Cannot()
    {
        using var stage = Two();
        stage.Press(Key.G, Key.G);
        Assert.Equal(2, ((PlainScreen)stage.Window.Current).Gone);
        stage.Press(Key.B);
        Assert.Contains("blocked: the bridge is up", stage.Line(22), StringComparison.Ordinal);
        stage.Press(Key.G);
        Assert.DoesNotContain("the bridge is up", stage.Screen, StringComparison.Ordinal);
    }

    [Fact]
    public void Should_Change_Screens_By_Their_Numbers()
    {
        using var stage = Two();
        stage.Press(new Key('2'));
        Assert.Equal("Two", stage.Window.Current.Name);
        Assert.Contains("pane of Two", stage.Line(2), StringComparison.Ordinal);
        stage.Press(Key.F1);
        Assert.Contains("pane of One", stage.Line(2), StringComparison.Ordinal);
    }

    [Fact]
    public void Should_List_In_Help_What_The_Table_Has_With_The_Reason_Of_What_Is_Disabled()
    {
        using var stage = Two();
        var table = stage.Window.KeysHere();
        stage.Resize(120, 45);
        stage.Press(new Key('?'));
        foreach (var action in table)
            Assert.Matches($"{System.Text.RegularExpressions.Regex.Escape(action.Shown)} +{System.Text.RegularExpressions.Regex.Escape(action.Help[..Math.Min(12, action.Help.Length)])}", stage.Screen);
        Assert.Contains("(not now: the bridge is up)", stage.Screen, StringComparison.Ordinal);
        stage.Press(Key.G);
        Assert.Equal(0, ((PlainScreen)stage.Window.Current).Gone);
        stage.Press(Key.Esc);
        Assert.DoesNotContain("Help:", stage.Screen, StringComparison.Ordinal);
    }

    [Fact]
    public void Should_Show_A_Long_Reason_In_The_Help_To_Its_End()
    {
        using var stage = new Stage(_sandbox, ui => [new PlainScreen(ui, "Home")]);
        var reason = string.Join(' ', Enumerable.Range(1, 40).Select(i => $"reason{i}"));
        stage.Window.Open(new HelpBox(stage.Ui, "keys", "what they do.", [("Here", [new KeyAction(Key.B, "blocked", "Do it.", () => { }) { Disabled = () => reason }])]));
        stage.Draw();
        Assert.Contains("reason40)", stage.Screen, StringComparison.Ordinal);
        Assert.DoesNotContain("…", stage.Screen, StringComparison.Ordinal);
    }

    [Fact]
    public void Should_Show_What_Is_Bypassed_And_Why_In_A_Colour_Of_Its_Own()
    {
        using var stage = Two();
        var calm = stage.At(1, 70);
        stage.Ui.Shared.Apply(new ChosenBypass(new Knockout(7, Module.Attention), "by hand, from flag-name", "00", null));
        stage.Press(Key.G);
        Assert.StartsWith(" BYPASSED: attention 7   by hand, from flag-name", stage.Line(1), StringComparison.Ordinal);
        Assert.NotEqual(calm, stage.At(1, 70));
        stage.Press(Key.T.WithCtrl);
        Assert.Contains("base model: nothing is bypassed", stage.Line(1), StringComparison.Ordinal);
        Assert.Contains("^T switches attention 7 on again", stage.Line(1), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(79, 24)]
    [InlineData(80, 23)]
    [InlineData(20, 5)]
    public void Should_Say_That_A_Terminal_Is_Too_Small(int columns, int rows)
    {
        using var stage = Two();
        stage.Resize(columns, rows);
        Assert.Contains("too small", stage.Line(0), StringComparison.Ordinal);
        Assert.DoesNotContain("pane of", stage.Screen, StringComparison.Ordinal);
        stage.Resize(80, 24);
        Assert.Contains("pane of One", stage.Line(2), StringComparison.Ordinal);
    }

    [Fact]
    public void Should_Draw_Every_Screen_At_Any_Size()
    {
        using var stage = new Stage(_sandbox, ScreenList.All);
        foreach (var screen in stage.Window.Screens)
        {
            stage.Window.Show(screen);
            foreach (var (columns, rows) in new[] { (300, 80), (80, 24), (81, 25), (60, 15), (10, 3), (2, 2), (120, 24), (80, 60) })
            {
                stage.Resize(columns, rows);
                Assert.Equal(columns >= 80 && rows >= 24, !stage.Screen.Contains("too sm", StringComparison.Ordinal) && columns > 10);
            }
        }
    }

    [Fact]
    public void Should_Give_Letters_To_A_Text_Field_But_Leave_A_Way_Out()
    {
        using var stage = Two();
        string? taken = null;
        stage.Window.Open(new LineBox(stage.Ui, "Ask", "how", "", text => text == "gq" ? (taken = text)[..0] is "" ? null : "" : "write gq"));
        stage.Press(Key.G, Key.Enter);
        Assert.Contains("write gq", stage.Screen, StringComparison.Ordinal);
        stage.Press(Key.Q, Key.Enter);
        Assert.Equal("gq", taken);
        Assert.Equal(0, ((PlainScreen)stage.Window.Current).Gone);
        stage.Window.Open(new LineBox(stage.Ui, "Ask", "how", "", _ => null));
        stage.Press(Key.C.WithCtrl);
        Assert.Equal(ExitCodes.Success, stage.Window.ExitCode);
        stage.Press(Key.C.WithCtrl);
        Assert.Equal(ExitCodes.Interrupted, stage.Window.ExitCode);
    }

    [Fact]
    public void Should_Bind_No_Key_Twice_On_Any_Screen()
    {
        using var stage = new Stage(_sandbox, ScreenList.All);
        foreach (var screen in stage.Window.Screens)
        {
            stage.Window.Show(screen);
            foreach (var pane in screen.Panes.Where(p => p.CanFocus).ToList())
            {
                pane.SetFocus();
                var keys = stage.Window.KeysHere().SelectMany(a => a.Also.Append(a.Key)).Select(k => k.ToString()).ToList();
                Assert.Equal(keys.Distinct(), keys);
            }
        }
    }

    [Fact]
    public void Should_Show_What_A_Key_Threw_And_Go_On()
    {
        using var stage = Two();
        stage.Press(Key.F);
        Assert.Contains("please report it: the floor gave way", stage.Line(22), StringComparison.Ordinal);
        Assert.Equal("the floor gave way", stage.Window.Faulted?.Message);
        stage.Press(Key.G);
        Assert.Equal(1, ((PlainScreen)stage.Window.Current).Gone);
    }

    [Fact]
    public void Should_Show_What_A_Click_Threw_And_Go_On()
    {
        Pane? pane = null;
        using var stage = new Stage(_sandbox, ui => [new PlainScreen(ui, "One", u => pane = new FailingPane(u))]);
        foreach (var flags in new[] { MouseFlags.LeftButtonClicked, MouseFlags.WheeledDown })
        {
            pane!.NewMouseEvent(new Mouse { Position = new(2, 2), Flags = flags });
            stage.Press(Key.G);
            Assert.Equal("the mouse bit", stage.Window.Faulted?.Message);
        }

        Assert.Equal(2, ((PlainScreen)stage.Window.Current).Gone);
    }

    [Fact]
    public void Should_Say_What_The_User_Can_Mend()
    {
        using var stage = new Stage(_sandbox, ui => [new PlainScreen(ui, "One") { Fails = new IOException("the disk is full") }]);
        stage.Press(Key.F);
        Assert.Equal(" the disk is full", stage.Line(22));
        Assert.Null(stage.Window.Faulted);
    }

    [Fact]
    public void Should_Ask_Again_Where_Nothing_Was_Typed()
    {
        using var stage = new Stage(_sandbox, ScreenList.All);
        stage.Press(Key.O, Key.Enter);
        Assert.Contains("type a path", stage.Screen, StringComparison.Ordinal);
        stage.Press(Key.Space, Key.Enter);
        Assert.Contains("type a path", stage.Screen, StringComparison.Ordinal);
        Assert.Null(stage.Window.Faulted);
    }

    private sealed class FailingPane(UiContext ui) : Pane(ui)
    {
        public override string Heading => "fails";

        protected override void Clicked(System.Drawing.Point place, bool twice) => throw new InvalidOperationException("the mouse bit");

        protected override void Wheeled(int step, bool sideways) => throw new InvalidOperationException("the mouse bit");
    }

    private Stage Two() => new(_sandbox, ui => [new PlainScreen(ui, "One"), new PlainScreen(ui, "Two")]);
}
