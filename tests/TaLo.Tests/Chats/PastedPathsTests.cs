using TaLo.Chats;

namespace TaLo.Tests.Chats;

public sealed class PastedPathsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("talo paths ").FullName;

    [Theory]
    [InlineData("", new string[0])]
    [InlineData("  \n", new string[0])]
    [InlineData("/a/b.png", new[] { "/a/b.png" })]
    [InlineData("/a/b.png \n", new[] { "/a/b.png" })]
    [InlineData("'/a/my cat.png'", new[] { "/a/my cat.png" })]
    [InlineData("\"/a/my cat.png\" ", new[] { "/a/my cat.png" })]
    [InlineData("/a/my\\ cat\\ \\(1\\).png", new[] { "/a/my cat (1).png" })]
    [InlineData("'/a/it'\\''s.png'", new[] { "/a/it's.png" })]
    [InlineData("/a/it's.png", new[] { "/a/it's.png" })]
    [InlineData("file:///a/my%20cat.png", new[] { "/a/my cat.png" })]
    [InlineData("file://localhost/a/b.png", new[] { "/a/b.png" })]
    [InlineData("'file:///a/gr%C3%B6%C3%9Fe.png'", new[] { "/a/größe.png" })]
    [InlineData("/a/1.png '/a/2 2.png' file:///a/3.png", new[] { "/a/1.png", "/a/2 2.png", "/a/3.png" })]
    [InlineData("'/a/not closed.png", new[] { "/a/not closed.png" })]
    [InlineData("日本/🙂.png", new[] { "日本/🙂.png" })]
    public void Should_Read_What_Terminals_Paste(string text, string[] paths) => Assert.Equal(paths, PastedPaths.Parse(text));

    [Fact]
    public void Should_Begin_At_Home() =>
        Assert.Equal([Environment.GetFolderPath(Environment.SpecialFolder.UserProfile) + "/a b.png"], PastedPaths.Parse("'~/a b.png'"));

    [Fact]
    public void Should_Take_A_File_At_Its_Name_As_It_Stands()
    {
        var path = Path.Combine(_folder, "my 'best' cat.png");
        Assert.False(PastedPaths.AreImages(path));
        File.WriteAllBytes(path, [1]);
        Assert.Equal([path], PastedPaths.Parse($" {path} "));
        Assert.True(PastedPaths.AreImages(path));
        Assert.True(PastedPaths.AreImages($"{Escaped(path)} {Escaped(path)}"));
        Assert.False(PastedPaths.AreImages($"What is {Escaped(path)}?"));
        Assert.False(PastedPaths.AreImages(_folder));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static string Escaped(string path) => path.Replace(" ", "\\ ", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal);
}
