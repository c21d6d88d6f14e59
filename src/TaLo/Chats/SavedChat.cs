using System.Text.Json;
using System.Text.Json.Serialization;
using TaLo.Models;

namespace TaLo.Chats;

/// <summary>A conversation in a file of JSON lines: what it is on the first, then a turn on each.</summary>
/// <param name="Model">The model's name, for people.</param>
/// <param name="System">The system's turn, or null.</param>
/// <param name="Turns">Questions and answers in turn.</param>
public sealed record SavedChat(string Model, string? System, IReadOnlyList<SavedTurn> Turns)
{
    private const int Version = 1;
    private const long LargestFile = 1 << 30;

    /// <summary>A conversation as it is now.</summary>
    public static SavedChat Of(Chat chat) => new(
        chat.Model.Facts.Name, chat.SystemText,
        [.. chat.Entries.Select(e => new SavedTurn(
            e.Turn.Role, e.Turn.Text, e.Turn.Images.Count > 0 ? [.. e.Turn.Images.Select(i => i.ToArray())] : null,
            e.Bypass is { IsNone: false } b ? b.Knockouts : null, e.Bypass?.Source is { Length: > 0 } source ? source : null, e.Answer?.End, e.Answer?.Figures))]);

    /// <summary>Writes it; a saved conversation that is there is replaced, another file is not.</summary>
    /// <exception cref="ChatException">There is another file; or it cannot be written.</exception>
    public void Write(string path) => Try(path, "written", () =>
    {
        if (File.Exists(path) && !SpecialFile.MayBe(path) && !IsOne(File.ReadLines(path).FirstOrDefault() ?? ""))
            throw new ChatException($"{path}: is there already and is no saved conversation: choose another name");
        AtomicFile.WriteText(path, writer =>
        {
            writer.Write(JsonSerializer.Serialize(new Head(Version, Model, System), JsonFormats.Lines) + "\n");
            foreach (var turn in Turns)
                writer.Write(JsonSerializer.Serialize(turn, JsonFormats.Lines) + "\n");
        });
        return true;
    });

    /// <summary>Reads one.</summary>
    /// <exception cref="ChatException">It is none, or cannot be read; the message names the line.</exception>
    public static SavedChat Read(string path) => Try(path, "read", () =>
    {
        SpecialFile.Refuse(path);
        if (new FileInfo(path).Length > LargestFile)
            throw new ChatException($"{path}: larger than 1 GiB, so no saved conversation");
        var lines = File.ReadLines(path).Select((Text, i) => (Text, Number: i + 1)).Where(l => l.Text.Length > 0).ToList();
        if (lines.Count == 0 || !IsOne(lines[0].Text))
            throw new ChatException($"{path}: is no saved conversation: its first line does not say so");
        var head = Parse<Head>(path, 1, lines[0].Text);
        if (head.TaloChat != Version)
            throw new ChatException($"{path}: saved by another version of TaLo (form {head.TaloChat}, this one reads {Version})");
        var turns = lines.Skip(1).Select(l => (Turn: Parse<SavedTurn>(path, l.Number, l.Text), l.Number)).ToList();
        foreach (var ((turn, number), i) in turns.Select((t, i) => (t, i)))
            if (turn.Role != (i % 2 == 0 ? ChatRole.User : ChatRole.Assistant))
                throw new ChatException($"{path}, line {number}: questions and answers must come in turn");
        return turns.Count % 2 == 0
            ? new SavedChat(head.Model, head.System, [.. turns.Select(t => t.Turn)])
            : throw new ChatException($"{path}: its last question has no answer");
    });

    /// <summary>What a chat goes on with.</summary>
    public IReadOnlyList<ChatEntry> Entries => [.. Turns.Select(t => t.Entry)];

    private static bool IsOne(string firstLine) => firstLine.StartsWith("{\"talo_chat\":", StringComparison.Ordinal);

    private static T Parse<T>(string path, int line, string text)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(text, JsonFormats.Lines) ?? throw new JsonException("it is null");
        }
        catch (JsonException e)
        {
            throw new ChatException($"{path}, line {line}: no part of a saved conversation: {e.Message.ReplaceLineEndings(" ")}", e);
        }
    }

    private static T Try<T>(string path, string done, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new ChatException($"{path}: cannot be {done}: {e.Message.ReplaceLineEndings(" ")}", e);
        }
    }

    private sealed record Head(int TaloChat, string Model, string? System);
}

/// <summary>A turn of a saved conversation.</summary>
/// <param name="Role">Who speaks: the user, then the model.</param>
/// <param name="Text">What is said.</param>
/// <param name="Images">Image files that belong to a question; null for none.</param>
/// <param name="Bypassed">What was bypassed in an answer; null for nothing.</param>
/// <param name="Source">Where that came from, in words.</param>
/// <param name="End">Why an answer ended.</param>
/// <param name="Figures">What an answer took.</param>
public sealed record SavedTurn(
    ChatRole Role,
    string Text,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<byte[]>? Images = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<Knockout>? Bypassed = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Source = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] AnswerEnd? End = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] AnswerFigures? Figures = null)
{
    /// <summary>The turn as a chat has it.</summary>
    internal ChatEntry Entry => Role == ChatRole.User
        ? new ChatEntry(new ChatTurn(Role, Text, [.. (Images ?? []).Select(i => (ReadOnlyMemory<byte>)i)]))
        : new ChatEntry(
            new ChatTurn(Role, Text), new Bypass(Bypassed ?? [], Source ?? ""),
            new ChatAnswer(Text, End ?? AnswerEnd.EndOfTurn, Figures ?? new AnswerFigures(0, 0, 0, 0, 0, 0, 0)));
}
