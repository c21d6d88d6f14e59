using System.Text.Json;

namespace TaLo.Profiles;

/// <summary>Profiles as a JSON file, to be handed to somebody else.</summary>
public static class ProfileFile
{
    /// <summary>Writes profiles; an existing file of profiles is replaced.</summary>
    /// <exception cref="ProfileException">There is another file already.</exception>
    public static void Write(string path, IReadOnlyList<TaskProfile> profiles)
    {
        if (!SpecialFile.MayBe(path) && File.Exists(path) && new FileInfo(path).Length > 0 && !HoldsProfiles(path))
            throw new ProfileException($"{path}: is there already and holds no profiles: name another file, or delete it");
        AtomicFile.WriteText(path, writer => writer.Write(JsonSerializer.Serialize(new Content(1, profiles), JsonFormats.File) + "\n"));
    }

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
        catch (Exception e) when (IsUnreadable(e))
        {
            throw new ProfileException($"{path} cannot be read as profiles: {e.Message.ReplaceLineEndings(" ")}", e);
        }
    }

    /// <summary>Whether a file was written by this program as profiles, whatever they are like.</summary>
    private static bool HoldsProfiles(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<Content>(File.ReadAllText(path), JsonFormats.File)?.TaloProfiles > 0;
        }
        catch (Exception e) when (IsUnreadable(e))
        {
            return false;
        }
    }

    // The last two are what readers and constructors throw at values that no profile has.
    private static bool IsUnreadable(Exception e) =>
        e is JsonException or IOException or UnauthorizedAccessException or ArgumentException or InvalidOperationException;

    private sealed record Content(int TaloProfiles, IReadOnlyList<TaskProfile> Profiles);
}
