using System.Text.Json;

namespace TaLo.Profiles;

/// <summary>Profiles as a JSON file, to be handed to somebody else.</summary>
public static class ProfileFile
{
    /// <summary>Writes profiles; an existing file is replaced.</summary>
    public static void Write(string path, IReadOnlyList<TaskProfile> profiles) =>
        AtomicFile.WriteText(path, writer => writer.Write(JsonSerializer.Serialize(new Content(1, profiles), JsonFormats.File) + "\n"));

    /// <summary>Reads profiles.</summary>
    /// <exception cref="ProfileException">The file is no profile file, of a later kind, or holds what can be no profile.</exception>
    public static IReadOnlyList<TaskProfile> Read(string path)
    {
        try
        {
            SpecialFile.Refuse(path);
            var content = JsonSerializer.Deserialize<Content>(File.ReadAllText(path), JsonFormats.File);
            if (content is not { TaloProfiles: 1 })
                throw new ProfileException($"{path} is no profile file of this program's kind: export it again with `talo profiles export`");
            foreach (var (place, profile) in content.Profiles.Index())
                if (ProfileRules.Problem(profile) is { } problem)
                    throw new ProfileException($"{path}: profile {place + 1} cannot be one: {problem}; nothing was imported");
            return content.Profiles;
        }
        // The last two are what readers and constructors throw at values that no profile has.
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException or ArgumentException or InvalidOperationException)
        {
            throw new ProfileException($"{path} cannot be read as profiles: {e.Message.ReplaceLineEndings(" ")}", e);
        }
    }

    private sealed record Content(int TaloProfiles, IReadOnlyList<TaskProfile> Profiles);
}
