using System.Text.Json;

namespace TaLo.Terminal.Chats;

/// <summary>The questions of earlier sessions, the latest last: a file of the user's own that nobody else may read.</summary>
/// <param name="folder">The folder it is in; null where nothing is kept.</param>
internal sealed class QuestionHistory(string? folder)
{
    private const int MostQuestions = 500;
    private const int LongestQuestion = 20_000;
    private const long LargestFile = 32 << 20;
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private string File => Path.Combine(folder!, "questions.jsonl");

    /// <summary>Reads the questions; a line that is none is passed over. Keeps the file short.</summary>
    public IReadOnlyList<string> Read()
    {
        if (folder is null || !System.IO.File.Exists(File) || new FileInfo(File).Length > LargestFile)
            return [];
        var all = System.IO.File.ReadLines(File).Select(Parse).OfType<string>().ToList();
        var latest = all.TakeLast(MostQuestions).ToList();
        if (all.Count > 2 * MostQuestions)
            Write(FileMode.Create, latest);
        return latest;
    }

    /// <summary>Adds a question.</summary>
    public void Add(string question)
    {
        if (folder is null || question.Length > LongestQuestion)
            return;
        Directory.CreateDirectory(folder);
        Write(FileMode.Append, [question]);
    }

    private static string? Parse(string line)
    {
        try
        {
            return JsonSerializer.Deserialize<string>(line, JsonFormats.Lines);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private void Write(FileMode mode, IReadOnlyList<string> questions)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.Write, Share = FileShare.ReadWrite };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = Private;
        using var writer = new StreamWriter(new FileStream(File, options));
        foreach (var question in questions)
            writer.Write(JsonSerializer.Serialize(question, JsonFormats.Lines) + "\n");
    }
}
