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
        List<byte[]> lines = [.. FirstLines(path, stream).Take(2)];
        if (lines is not [var first, ..])
            throw new DataSetException($"{path}: holds nothing; is the file cut off?");
        if (DataFile.WhyNoUtf8(first) is { } why)
            throw new DataSetException($"{path} line 1: {why}");
        if (first[0] == '[')
            return JsonDocumentTable.Open(path);
        var isObject = IsObject(first);
        if (isObject && lines.Count > 1)
            return JsonLines.Open(path);
        var list = ListOfRows(path, stream, out var isRows);
        return isObject && list is null && !isRows ? JsonLines.Open(path) : JsonDocumentTable.Open(path, list);
    }

    /// <summary>The member of the outermost object that is a list of rows, or null; and whether its members are rows themselves.</summary>
    private static string? ListOfRows(string path, FileStream stream, out bool isRows)
    {
        var scan = new JsonRowScan(path, stream, member: null);
        isRows = false;
        foreach (var _ in scan)
            isRows = true;
        isRows &= !scan.HasOthers;
        return ListsOfRows.FirstOrDefault(scan.Lists.Contains);
    }

    private static IEnumerable<byte[]> FirstLines(string path, FileStream stream)
    {
        foreach (var (_, bytes) in new LineScan(path, stream))
        {
            if (!bytes.Span.IsWhiteSpace())
                yield return bytes.Span.TrimStart(" \t\r\n"u8).ToArray();
        }
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
