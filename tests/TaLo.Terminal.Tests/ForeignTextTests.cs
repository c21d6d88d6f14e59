using System.Text.Json;
using Spectre.Console;

namespace TaLo.Terminal.Tests;

/// <summary>Texts from elsewhere, as they are shown.</summary>
public sealed class ForeignTextTests
{
    [Theory]
    [InlineData("plain, ÄÖ 漢字 👩‍👩‍👧 עברית\n\tx", "plain, ÄÖ 漢字 👩‍👩‍👧 עברית\n\tx")]
    [InlineData("\e[2J\a\0", "␛[2J␇␀")]
    [InlineData("a\rb\r\nc\u007f", "a␍b\nc␡")]
    [InlineData("\u009b31m\u0085", "�31m�")]
    [InlineData("\u202Egpj.exe\u2066\u200F", "�gpj.exe��")]
    public void Should_Show_What_A_Terminal_Would_Obey(string text, string shown) => Assert.Equal(shown, ForeignText.Lines(text));

    [Fact]
    public void Should_Show_Half_A_Surrogate() => Assert.Equal("a�b�", ForeignText.Lines("a" + '\uD83D' + "b" + '\uDC69'));

    [Fact]
    public void Should_Keep_One_Line_One_Line() => Assert.Equal("a b c", ForeignText.Line("a\nb\tc"));

    [Fact]
    public void Should_Keep_Every_Text_In_Json()
    {
        var text = Hostile.Text + "\n\t\u2028 ä";
        var json = ForeignText.Json(JsonSerializer.Serialize(text, JsonFormats.Output));
        Hostile.AssertNoneIn(json);
        Assert.Contains('ä', json);
        Assert.Equal(text, JsonSerializer.Deserialize<string>(json));
    }

    [Fact]
    public void Should_Send_Only_The_Consoles_Own_Sequences()
    {
        var written = new StringWriter();
        var console = Messages.Harmless(AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.Yes,
            ColorSystem = ColorSystemSupport.TrueColor,
            Interactive = InteractionSupport.Yes,
            Out = new AnsiConsoleOutput(written),
        }));

        console.Write(new Table().AddColumns("a").AddRow(new Text(Hostile.Text, new Style(Color.Red))));
        console.Progress().AutoRefresh(false).Start(context =>
        {
            context.AddTask(Markup.Escape(ForeignText.Line(Hostile.Text))).Increment(40);
            context.AddTask(Markup.Escape(Hostile.Text)).Increment(40);
            context.Refresh();
        });

        Hostile.AssertNoneIn(AnsiSequence().Replace(written.ToString(), "").Replace("\r", "", StringComparison.Ordinal));
        Assert.DoesNotContain("\e[2J", written.ToString(), StringComparison.Ordinal);
        Assert.Contains("␛]0;owned␇", written.ToString(), StringComparison.Ordinal);
        Assert.Contains("\e[", written.ToString(), StringComparison.Ordinal);
    }

    private static System.Text.RegularExpressions.Regex AnsiSequence() => new("\e\\[[0-9;?]*[A-Za-z]");
}
