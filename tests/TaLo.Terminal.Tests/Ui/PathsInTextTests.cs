using TaLo.Terminal.Chats;

namespace TaLo.Terminal.Tests.Ui;

public sealed class PathsInTextTests : IDisposable
{
    private readonly Sandbox _sandbox = new();

    public PathsInTextTests()
    {
        foreach (var name in new[] { "my cat.png", "my dog.PNG", "notes.txt", "it's.png" })
            _sandbox.Write(name, [1]);
        Directory.CreateDirectory(_sandbox.PathOf("more"));
    }

    [Fact]
    public void Should_Complete_The_Path_At_The_End_And_Leave_The_Rest_Alone()
    {
        Assert.Equal($"see {Escaped("my cat.png")}", PathsInText.Complete($"see {Escaped("my c")}")?.Text);
        var several = PathsInText.Complete($"see {_sandbox.PathOf("m")}")!.Value;
        Assert.Equal(["more/", "my cat.png", "my dog.PNG"], several.Candidates);
        Assert.Equal($"see {_sandbox.PathOf("m")}", several.Text);
        Assert.Equal($"\"{_sandbox.PathOf("my cat.png")}", PathsInText.Complete($"\"{_sandbox.PathOf("my c")}")?.Text);
        Assert.Empty(PathsInText.Complete(_sandbox.PathOf("no"))!.Value.Candidates);
        Assert.Null(PathsInText.Complete("what is and/or"));
        Assert.Null(PathsInText.Complete(""));
    }

    [Fact]
    public void Should_Take_Images_That_Exist_Out_Of_A_Question()
    {
        var cat = _sandbox.PathOf("my cat.png");
        foreach (var written in new[] { $"\"{cat}\"", $"'{cat}'", Escaped("my cat.png"), $"file://{cat.Replace(" ", "%20", StringComparison.Ordinal)}" })
            AssertTaken($"What's in {written} here, it's nice?", "What's in here, it's nice?", cat);
        AssertTaken($"'{cat}' {Escaped("my dog.PNG")}", "", cat, _sandbox.PathOf("my dog.PNG"));
        AssertTaken(_sandbox.PathOf("it's.png"), "", _sandbox.PathOf("it's.png"));
    }

    [Theory]
    [InlineData("Is /etc/passwd a file?")]
    [InlineData("a/b.png or nowhere/c.png, /nowhere/it")]
    [InlineData("'quoted' and \"so on\"")]
    public void Should_Leave_Other_Text_As_It_Is(string text) => AssertTaken(text, text);

    [Fact]
    public void Should_Take_A_Path_From_Here_And_Name_What_Only_Looks_Like_One()
    {
        var here = Path.GetRelativePath(Environment.CurrentDirectory, _sandbox.Folder);
        var (cat, odd) = ($"'{here}/my cat.png'", $"{here}/it's.png");
        AssertTaken($"Is {cat} darker than {odd}?", "Is darker than ?", $"{here}/my cat.png", odd);
        var taken = PathsInText.Take("Is img/chart.webp or photo.jpg, the one of site.org/x.png?");
        Assert.Equal("Is img/chart.webp or photo.jpg, the one of site.org/x.png?", taken.Remaining);
        Assert.Equal(["img/chart.webp", "photo.jpg", "site.org/x.png"], taken.Missing);
        Assert.StartsWith("img/chart.webp, photo.jpg, site.org/x.png: no such file", taken.Note, StringComparison.Ordinal);
        Assert.Null(PathsInText.Take($"Is {cat} dark?").Note);
        Assert.Equal($"see {here}/my\\ cat.png", PathsInText.Complete($"see {here}/my\\ c")?.Text);
    }

    [Theory]
    [InlineData("/nowhere/c.png what is it?", "/nowhere/c.png")]
    [InlineData("What is in './my cow.jpg'?", "./my cow.jpg")]
    public void Should_Refuse_An_Image_That_Is_Not_There(string text, string path) =>
        Assert.StartsWith($"{path}: no such file", Assert.Throws<InputException>(() => PathsInText.Take(text)).Message, StringComparison.Ordinal);

    public void Dispose() => _sandbox.Dispose();

    private static void AssertTaken(string text, string remaining, params string[] paths)
    {
        var taken = PathsInText.Take(text);
        Assert.Equal(remaining, taken.Remaining);
        Assert.Equal(paths, taken.Paths);
    }

    private string Escaped(string name) => _sandbox.PathOf(name).Replace(" ", "\\ ", StringComparison.Ordinal);
}
