using System.Globalization;
using System.Text.Json;
using TaLo.Tasks.Readers;
using TaLo.Tasks.Tables;

namespace TaLo.Chats;

/// <summary>
/// Questions as JSON lines: <c>{"id": "1", "question": "…", "image": "a.png"}</c>, or <c>"images": […]</c>, or neither;
/// paths are relative to the file, or to a folder of images. LLaVA's <c>question_id</c> and <c>text</c> do as well. <c>"answer"</c> is the right answer, where it is known.
/// </summary>
internal static class JsonQuestions
{
    /// <inheritdoc cref="QuestionFile.Open"/>
    /// <param name="path">The file.</param>
    /// <param name="images">A folder of the image files; null for beside the file.</param>
    public static IEnumerable<Func<FileQuestion>> Open(string path, string? images)
    {
        try
        {
            SpecialFile.Refuse(path);
            return Read(path, new StreamReader(path), new ImageFiles(Path.GetFileNameWithoutExtension(path), images));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new DataSetException($"{path}: cannot be opened: {e.Message}", e);
        }
    }

    private static IEnumerable<Func<FileQuestion>> Read(string path, StreamReader reader, ImageFiles files)
    {
        using (reader)
        {
            var ids = new HashSet<string>();
            for (var number = 1; reader.ReadLine() is { } line; number++)
            {
                var where = $"{path} line {number}: ";
                if (line.Trim().Length > 0)
                {
                    var place = number.ToString(CultureInfo.InvariantCulture);
                    yield return () => Parse(line, where, place, ids, p => Image(p, path, where, files));
                }
            }
        }
    }

    private static FileQuestion Parse(string line, string where, string place, HashSet<string> ids, Func<string, ReadOnlyMemory<byte>> image)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object)
                throw new SampleException(where + "is no JSON object");
            var id = Text(root, "id") ?? Text(root, "question_id") ?? place;
            var question = Text(root, "question") ?? Text(root, "text") ?? throw new SampleException(where + "has no question");
            if (!ids.Add(id))
                throw new SampleException(where + $"id {id} was there before; every line needs its own");
            var images = Paths(root, where);
            return new FileQuestion(id, question, [.. images.Select(image)],
                Text(root, "answer") is { } answer ? new KnownAnswer(answer, null, []) : null)
            {
                Cluster = images.Count > 0 ? string.Join('\n', images) : null,
                Where = where,
            };
        }
        catch (JsonException e)
        {
            throw new SampleException(where + $"is not JSON: {e.Message.ReplaceLineEndings(" ")}", e);
        }
        catch (InvalidOperationException e)
        {
            throw new SampleException(where + JsonCells.HalfCharacter, e);
        }
    }

    private static string? Text(JsonElement root, string name) => !root.TryGetProperty(name, out var value)
        ? null
        : value.ValueKind switch
        {
            JsonValueKind.String => value.GetString() is { Length: > 0 } text ? text : null,
            JsonValueKind.Number => value.GetRawText(),
            _ => null,
        };

    private static List<string> Paths(JsonElement root, string where)
    {
        var paths = new List<string>();
        foreach (var name in new[] { "image", "images" })
        {
            if (!root.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null)
                continue;
            var list = value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray()] : new List<JsonElement> { value };
            paths.AddRange(list.Select(e => e.ValueKind == JsonValueKind.String
                ? e.GetString()!
                : throw new SampleException(where + $"{name} is neither a path nor a list of paths")));
        }
        return paths;
    }

    private static ReadOnlyMemory<byte> Image(string path, string beside, string where, ImageFiles files) =>
        ImageFiles.Read(files.Find(path, beside) ?? throw files.Missing(path, beside, where), where);
}
