using System.Text;
using System.Text.Json;

namespace TaLo.UseCases;

/// <summary>The texts of a question's answers: of one, or of both sides.</summary>
/// <param name="Answer">The answer; null in a comparison.</param>
/// <param name="Base">In a comparison: the base model's.</param>
/// <param name="Bypassed">In a comparison: the one with the bypass.</param>
public sealed record AnswerTexts(string? Answer, string? Base, string? Bypassed)
{
    /// <summary>Of an answer.</summary>
    public static AnswerTexts Of(QaAnswer answer) => new(answer.Answer?.Text, answer.Base?.Text, answer.Bypassed?.Text);
}

/// <summary>A file of answers, one JSON line each, that only ever grows: a run that was cut off can go on.</summary>
public sealed class AnswerFile : IDisposable
{
    private readonly Dictionary<(string Id, string Key), AnswerTexts> answered = [];
    private readonly Stream file;

    private AnswerFile(Stream file) => this.file = file;

    /// <summary>Opens or creates a file of answers; lines that are none are left alone.</summary>
    /// <exception cref="ChatException">The file cannot be written, or another program is writing it.</exception>
    public static AnswerFile Open(string path)
    {
        try
        {
            if (SpecialFile.OpenWrite(path) is { } special)
                return new AnswerFile(special);
            var answers = new AnswerFile(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read));
            if (answers.Read())
                return answers;
            answers.Dispose();
            throw new ChatException($"{path}: is there already and holds no answers: name another file, or delete it");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new ChatException($"{path}: cannot be written: {e.Message.ReplaceLineEndings(" ")}", e);
        }
    }

    /// <summary>An answer as a line.</summary>
    public static string Line(QaAnswer answer) => JsonSerializer.Serialize(answer, JsonFormats.OutputLine);

    /// <summary>What a question is answered under a key; null where it is not.</summary>
    public AnswerTexts? Find(string id, string key) => answered.GetValueOrDefault((id, key));

    /// <summary>Adds an answer; when this returns, it is in the file.</summary>
    public void Add(QaAnswer answer)
    {
        file.Write(Encoding.UTF8.GetBytes(Line(answer) + "\n"));
        file.Flush();
        answered[(answer.Id!, answer.Key)] = AnswerTexts.Of(answer);
    }

    /// <inheritdoc/>
    public void Dispose() => file.Dispose();

    /// <returns>Whether it is a file of answers, or empty: nothing is added to another one.</returns>
    private bool Read()
    {
        using var reader = new StreamReader(file, leaveOpen: true);
        while (reader.ReadLine() is { } line)
            Note(line);
        if (file.Length == 0)
            return true;
        if (answered.Count == 0 && HasLines())
            return false;
        file.Position = file.Length - 1;
        if (file.ReadByte() != '\n')
            file.WriteByte((byte)'\n'); // the last line was cut off
        file.Position = file.Length;
        return true;
    }

    /// <summary>Whether a line is whole: the first answer may have been cut off.</summary>
    private bool HasLines()
    {
        file.Position = 0;
        for (var next = file.ReadByte(); next >= 0; next = file.ReadByte())
        {
            if (next == '\n')
                return true;
        }

        return false;
    }

    private void Note(string line)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            if (document.RootElement is { ValueKind: JsonValueKind.Object } root
                && root.TryGetProperty("id", out var id) && id.ValueKind == JsonValueKind.String
                && root.TryGetProperty("key", out var key) && key.ValueKind == JsonValueKind.String)
                answered[(id.GetString()!, key.GetString()!)] = new AnswerTexts(Text(root, "answer"), Text(root, "base"), Text(root, "bypassed"));
        }
        catch (JsonException)
        {
            // Not an answer, or one that was cut off: its question is asked again.
        }
    }

    private static string? Text(JsonElement root, string side) =>
        root.TryGetProperty(side, out var answer) && answer.ValueKind == JsonValueKind.Object && answer.TryGetProperty("text", out var text) && text.ValueKind == JsonValueKind.String
            ? text.GetString()
            : null;
}
