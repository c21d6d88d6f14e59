using System.Text.Json;

namespace TaLo.Tasks.Tables;

/// <summary>Opens a file of JSON as what it is: lines, a list, an object of rows, or an object with a list of rows.</summary>
internal static class JsonFile
{
    private static readonly string[] ListsOfRows = ["examples", "data", "questions", "annotations", "rows"];

    /// <summary>Opens it.</summary>
    /// <exception cref="DataSetException">It cannot be opened, or is no JSON.</exception>
    public static ITable Open(string path)
    {
        using var stream = DataFile.Open(path);
        if (FirstLine(path, stream) is not { IsEmpty: false } line)
            throw new DataSetException($"{path}: holds nothing; is the file cut off?");
        return line.Span[0] == '[' ? JsonDocumentTable.Open(path)
            : IsObject(line.Span) ? Single(path, stream, line.Length)
            : JsonDocumentTable.Open(path, ListOfRows(path, stream));
    }

    /// <summary>A first line that is an object of its own: lines, unless it is all that there is and holds rows.</summary>
    private static ITable Single(string path, FileStream stream, int length) =>
        stream.Length <= length + 3 && ListOfRows(path, stream) is { } list ? JsonDocumentTable.Open(path, list) : JsonLines.Open(path);

    private static string? ListOfRows(string path, FileStream stream)
    {
        var scan = new JsonRowScan(path, stream, member: null);
        foreach (var _ in scan)
        {
            // Only the names of its lists are wanted.
        }
        return ListsOfRows.FirstOrDefault(scan.Lists.Contains);
    }

    private static ReadOnlyMemory<byte> FirstLine(string path, FileStream stream)
    {
        foreach (var (_, bytes) in new LineScan(path, stream))
        {
            if (!bytes.Span.IsWhiteSpace())
                return bytes.Span.TrimStart(" \t\r\n"u8).ToArray();
        }
        return default;
    }

    private static bool IsObject(ReadOnlySpan<byte> line)
    {
        try
        {
            var reader = new Utf8JsonReader(line);
            return reader.Read() && reader.TokenType == JsonTokenType.StartObject && reader.TrySkip();
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
