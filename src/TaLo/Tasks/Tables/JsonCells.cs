using System.Text.Json;
using System.Text.Unicode;

namespace TaLo.Tasks.Tables;

/// <summary>Makes rows and cells of JSON.</summary>
internal static class JsonCells
{
    /// <summary>What is said where a text holds a lone surrogate, which <c>GetString</c> refuses with an <see cref="InvalidOperationException"/>.</summary>
    public const string HalfCharacter = "holds half a character (as \\ud83d alone is): the text was cut in the middle of one";

    /// <summary>The object that a piece of a file is.</summary>
    /// <exception cref="DataSetException">It is none; the message begins with <paramref name="where"/>.</exception>
    public static JsonElement ParseObject(ReadOnlyMemory<byte> bytes, string where)
    {
        if (DataFile.WhyNoUtf8(bytes.Span) is { } why)
            throw new DataSetException(where + why);
        if (!Utf8.IsValid(bytes.Span))
            throw new DataSetException(where + "is not UTF-8 text; save the file as UTF-8");
        try
        {
            var reader = new Utf8JsonReader(bytes.Span);
            var element = JsonElement.ParseValue(ref reader);
            if (!bytes.Span[(int)reader.BytesConsumed..].IsWhiteSpace())
                throw new DataSetException(where + "has more than one JSON value on the line");
            return element.ValueKind == JsonValueKind.Object ? element : throw new DataSetException(where + "is no JSON object");
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            throw new DataSetException(where + $"is not JSON ({Reason(e)}); is the file cut off?", e);
        }
    }

    /// <summary>A JSON value as a cell.</summary>
    public static Cell Of(JsonElement element) => new(element.ValueKind switch
    {
        JsonValueKind.String => element.GetString(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Number => element.TryGetInt64(out var number) ? number : element.GetDouble(),
        JsonValueKind.Array => element.EnumerateArray().Select(Of).ToArray(),
        JsonValueKind.Object => Fields(element),
        _ => null,
    });

    /// <summary>White space as JSON has it.</summary>
    public static bool IsWhiteSpace(this ReadOnlySpan<byte> bytes) => bytes.IndexOfAnyExcept(" \t\r\n"u8) < 0;

    private static Dictionary<string, Cell> Fields(JsonElement element)
    {
        var fields = new Dictionary<string, Cell>();
        foreach (var field in element.EnumerateObject())
            fields[field.Name] = Of(field.Value);
        return fields;
    }

    private static string Reason(Exception e)
    {
        var text = e.Message.ReplaceLineEndings(" ");
        var end = text.IndexOf(". ", StringComparison.Ordinal);
        return end > 0 ? text[..end] : text;
    }
}

/// <summary>A row that is a JSON object.</summary>
internal sealed class JsonRow(JsonElement fields, long place, string where, string file) : Row
{
    /// <summary>The object.</summary>
    public JsonElement Fields => fields;

    /// <inheritdoc/>
    public override long Place => place;

    /// <inheritdoc/>
    public override string Where => where;

    /// <inheritdoc/>
    public override string File => file;

    /// <inheritdoc/>
    public override long Number => place + 1;

    /// <inheritdoc/>
    /// <exception cref="SampleException">A text in it is none.</exception>
    public override Cell this[string column]
    {
        get
        {
            try
            {
                return fields.TryGetProperty(column, out var value) ? JsonCells.Of(value) : default;
            }
            catch (InvalidOperationException e)
            {
                throw new SampleException(where + $"its {column} {JsonCells.HalfCharacter}", e);
            }
        }
    }
}
