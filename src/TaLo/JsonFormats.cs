using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace TaLo;

/// <summary>How JSON is written, and read back strictly, wherever the program does.</summary>
public static class JsonFormats
{
    /// <summary>The journal: camelCase, on one line.</summary>
    public static JsonSerializerOptions Journal { get; } = Strict(JsonNamingPolicy.CamelCase);

    /// <summary>Results files: snake_case, one document a line.</summary>
    public static JsonSerializerOptions Lines { get; } = Strict(JsonNamingPolicy.SnakeCaseLower);

    /// <summary>Files that people hand on: the same, indented.</summary>
    public static JsonSerializerOptions File { get; } = new(Lines) { WriteIndented = true };

    /// <summary>What <c>--json</c> prints: one indented document, computed figures included, null for what is no number.</summary>
    public static JsonSerializerOptions Output { get; } = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower), new FiniteOrNull() },
    };

    /// <summary>The same on one line, for files of lines.</summary>
    public static JsonSerializerOptions OutputLine { get; } = new(Output) { WriteIndented = false };

    private static JsonSerializerOptions Strict(JsonNamingPolicy naming) => new()
    {
        PropertyNamingPolicy = naming,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        IgnoreReadOnlyProperties = true,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        Converters = { new JsonStringEnumConverter(naming) },
    };

    private sealed class FiniteOrNull : JsonConverter<double>
    {
        public override double Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.Null ? double.NaN : reader.GetDouble();

        public override void Write(Utf8JsonWriter writer, double value, JsonSerializerOptions options)
        {
            if (double.IsFinite(value))
                writer.WriteNumberValue(value);
            else
                writer.WriteNullValue();
        }
    }
}
