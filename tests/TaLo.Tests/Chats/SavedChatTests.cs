using TaLo.Chats;
using TaLo.Models;

namespace TaLo.Tests.Chats;

public sealed class SavedChatTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("talo-saved-").FullName;

    [Fact]
    public void Should_Read_Back_What_Was_Written_Image_By_Image()
    {
        var path = Path.Combine(_folder, "chat.jsonl");
        var saved = new SavedChat("nano", "Be brief",
        [
            new SavedTurn(ChatRole.User, "What\nis it? \u001b[2J", [[1, 2, 255], []]),
            new SavedTurn(ChatRole.Assistant, "A cat", null, [new Knockout(7, Module.Attention)], "by hand", AnswerEnd.Length, new AnswerFigures(5, 0, 2, 0.5, 0.25, 7, 100)),
            new SavedTurn(ChatRole.User, "Sure?"),
            new SavedTurn(ChatRole.Assistant, ""),
        ]);
        saved.Write(path);
        // Again: a saved conversation may be replaced.
        saved.Write(path);
        var read = SavedChat.Read(path);
        Assert.Equal(("nano", "Be brief", 5), (read.Model, read.System, File.ReadAllLines(path).Length));
        var (first, answer) = (read.Entries[0], read.Entries[1]);
        Assert.Equal("What\nis it? \u001b[2J", first.Turn.Text);
        Assert.Equal([[1, 2, 255], []], first.Turn.Images.Select(i => i.ToArray()));
        Assert.Equal("attention 7 bypassed (by hand)", answer.Bypass!.ToString());
        Assert.Equal(new ChatAnswer("A cat", AnswerEnd.Length, new AnswerFigures(5, 0, 2, 0.5, 0.25, 7, 100)), answer.Answer);
        Assert.True(read.Entries[3].Bypass!.IsNone);
    }

    [Theory]
    [InlineData("{\"role\":\"user\",\"text\":\"x\"}", "is no saved conversation")]
    [InlineData("{\"talo_chat\":2,\"model\":\"m\",\"system\":null}", "saved by another version")]
    [InlineData("{\"talo_chat\":1,\"model\":\"m\",\"system\":null}\n{\"role\":\"user\",\"text\":\"x\"}", "its last question has no answer")]
    [InlineData("{\"talo_chat\":1,\"model\":\"m\",\"system\":null}\n{\"role\":\"assistant\",\"text\":\"x\"}", "line 2: questions and answers must come in turn")]
    [InlineData("{\"talo_chat\":1,\"model\":\"m\",\"system\":null}\n{\"role\":\"user\"", "line 2: no part of a saved conversation")]
    [InlineData("{\"talo_chat\":1,\"model\":\"m\",\"system\":null}\n{\"role\":\"user\",\"text\":null}", "line 2: no part of a saved conversation")]
    public void Should_Name_What_Is_Wrong_With_A_File(string text, string wrong)
    {
        var path = Path.Combine(_folder, "odd.jsonl");
        File.WriteAllText(path, text);
        var message = Assert.Throws<ChatException>(() => SavedChat.Read(path)).Message;
        Assert.StartsWith(path, message, StringComparison.Ordinal);
        Assert.Contains(wrong, message, StringComparison.Ordinal);
    }

    [Fact]
    public void Should_Not_Write_Over_Another_File()
    {
        var path = Path.Combine(_folder, "letter.txt");
        File.WriteAllText(path, "Dear");
        Assert.Contains("choose another name", Assert.Throws<ChatException>(() => new SavedChat("m", null, []).Write(path)).Message, StringComparison.Ordinal);
        Assert.Equal("Dear", File.ReadAllText(path));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
