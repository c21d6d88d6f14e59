using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace TaLo.Profiles;

/// <summary>Profiles as a JSON file, to be handed to somebody else.</summary>
public static class ProfileFile
{
    private static readonly JsonSerializerOptions Json = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        IgnoreReadOnlyProperties = true,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    /// <summary>Writes profiles; an existing file is replaced.</summary>
    public static void Write(string path, IReadOnlyList<TaskProfile> profiles) =>
        File.WriteAllText(path, JsonSerializer.Serialize(new Content(1, profiles), Json) + "\n");

    /// <summary>Reads profiles.</summary>
    /// <exception cref="ProfileException">The file is no profile file, or of a later kind.</exception>
    public static IReadOnlyList<TaskProfile> Read(string path)
    {
        try
        {
            var content = JsonSerializer.Deserialize<Content>(File.ReadAllText(path), Json);
            return content is { TaloProfiles: 1 }
                ? content.Profiles
                : throw new ProfileException($"{path} is no profile file of this program's kind: export it again with `talo profiles export`");
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new ProfileException($"{path} cannot be read as profiles: {e.Message.ReplaceLineEndings(" ")}", e);
        }
    }

    private sealed record Content(int TaloProfiles, IReadOnlyList<TaskProfile> Profiles);
}
