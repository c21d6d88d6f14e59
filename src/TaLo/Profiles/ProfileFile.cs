using System.Text.Json;

namespace TaLo.Profiles;

/// <summary>Profiles as a JSON file, to be handed to somebody else.</summary>
public static class ProfileFile
{
    /// <summary>Writes profiles; an existing file is replaced.</summary>
    public static void Write(string path, IReadOnlyList<TaskProfile> profiles) =>
        AtomicFile.WriteText(path, writer => writer.Write(JsonSerializer.Serialize(new Content(1, profiles), JsonFormats.File) + "\n"));

    /// <summary>Reads profiles.</summary>
    /// <exception cref="ProfileException">The file is no profile file, or of a later kind.</exception>
    public static IReadOnlyList<TaskProfile> Read(string path)
    {
        try
        {
            var content = JsonSerializer.Deserialize<Content>(File.ReadAllText(path), JsonFormats.File);
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
