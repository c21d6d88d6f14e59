namespace TaLo;

/// <summary>The user's own folders, as the XDG base directories say.</summary>
public static class UserFolders
{
    /// <summary><c>talo</c> in <c>XDG_CACHE_HOME</c> or <c>~/.cache</c>: what can be made again. Null where the user has no home.</summary>
    public static string? Cache => Of("XDG_CACHE_HOME", ".cache");

    /// <summary><c>talo</c> in <c>XDG_DATA_HOME</c> or <c>~/.local/share</c>: what is to be kept. Null where the user has no home.</summary>
    public static string? Data => Of("XDG_DATA_HOME", Path.Combine(".local", "share"));

    /// <summary><c>talo</c> in <c>XDG_STATE_HOME</c> or <c>~/.local/state</c>: what was typed before. Null where the user has no home.</summary>
    public static string? State => Of("XDG_STATE_HOME", Path.Combine(".local", "state"));

    private static string? Of(string variable, string inHome)
    {
        var folder = Environment.GetEnvironmentVariable(variable);
        if (!string.IsNullOrEmpty(folder) && Path.IsPathRooted(folder))
            return Path.Combine(folder, "talo");
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        return home.Length == 0 ? null : Path.Combine(home, inHome, "talo");
    }
}
