using System.Text;
using System.Text.Json;
using TaLo.Models;

namespace TaLo.UseCases;

/// <summary>The texts of a question's answers: of one, or of both sides.</summary>
/// <param name="Answer">The answer; null in a comparison.</param>
/// <param name="Base">In a comparison: the base model's.</param>
/// <param name="Bypassed">In a comparison: the one with the bypass.</param>
public sealed record AnswerTexts(string? Answer, string? Base, string? Bypassed)
{
    /// <summary>Whether one of them ended because the context was full: with a longer one it goes on.</summary>
    public bool AreCutOff { get; init; }

    /// <summary>Of an answer.</summary>
    public static AnswerTexts Of(QaAnswer answer) => new(answer.Answer?.Text, answer.Base?.Text, answer.Bypassed?.Text)
    {
        AreCutOff = new[] { answer.Answer, answer.Base, answer.Bypassed }.Any(a => a?.End == AnswerEnd.ContextFull),
    };
}

/// <summary>A file of answers, one JSON line each, that only ever grows: a run that was cut off can go on.</summary>
public sealed class AnswerFile : IDisposable
{
    private static readonly string[] Sides = ["answer", "base", "bypassed"];
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

    /// <summary>What a question is answered under a key; null where it is not, or where the context was too short for the answer.</summary>
    public AnswerTexts? Find(string id, string key) => answered.GetValueOrDefault((id, key)) is { AreCutOff: false } whole ? whole : null;

    /// <summary>Adds an answer; when this returns, it is in the file, once.</summary>
    public void Add(QaAnswer answer)
    {
        if (answered.GetValueOrDefault((answer.Id!, answer.Key)) == AnswerTexts.Of(answer))
            return;
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
        var lines = 0;
        for (; reader.ReadLine() is { } line; lines++)
            Note(line);
        if (lines == 0)
            return true;
        file.Position = file.Length - 1;
        var isCutOff = file.ReadByte() != '\n';
        if (answered.Count == 0 && (lines > 1 || !isCutOff))
            return false; // one line alone may be the first answer, cut off
        if (isCutOff)
            file.WriteByte((byte)'\n');
        file.Position = file.Length;
        return true;
    }

    private void Note(string line)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            if (document.RootElement is { ValueKind: JsonValueKind.Object } root
                && root.TryGetProperty("id", out var id) && id.ValueKind == JsonValueKind.String
                && root.TryGetProperty("key", out var key) && key.ValueKind == JsonValueKind.String)
            {
                answered[(id.GetString()!, key.GetString()!)] = new AnswerTexts(Text(root, "answer"), Text(root, "base"), Text(root, "bypassed"))
                {
                    AreCutOff = Sides.Any(side => Text(root, side, "end") == "context_full"),
                };
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // Not an answer, or one that was cut off, perhaps within a character: its question is asked again.
        }
    }

    private static string? Text(JsonElement root, string side, string property = "text") =>
        root.TryGetProperty(side, out var answer) && answer.ValueKind == JsonValueKind.Object && answer.TryGetProperty(property, out var text) && text.ValueKind == JsonValueKind.String
            ? text.GetString()
            : null;
}
