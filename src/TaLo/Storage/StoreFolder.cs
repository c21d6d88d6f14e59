namespace TaLo.Storage;

/// <summary>Where the results are: the files of one store and the user's default folder.</summary>
public sealed class StoreFolder
{
    /// <summary>Names the files of a store; touches nothing on disk.</summary>
    /// <param name="path">The folder; need not exist.</param>
    public StoreFolder(string path) => Path = System.IO.Path.GetFullPath(path);

    /// <summary>The user's folder: <c>TALO_HOME</c>, or <c>talo</c> in <c>XDG_DATA_HOME</c> or <c>~/.local/share</c>.</summary>
    public static string Default
    {
        get
        {
            var home = Environment.GetEnvironmentVariable("TALO_HOME");
            return string.IsNullOrEmpty(home) ? System.IO.Path.Combine(DataHome(), "talo") : home;
        }
    }

    /// <summary>The folder, absolute.</summary>
    public string Path { get; }

    /// <summary>The append-only record: one line per swept sample. The truth.</summary>
    public string Journal => System.IO.Path.Combine(Path, "journal.jsonl");

    /// <summary>The LiteDB file: derived from <see cref="Journal"/>, may be deleted while nobody uses it.</summary>
    public string Database => System.IO.Path.Combine(Path, "talo.db");

    /// <summary>LiteDB's log beside <see cref="Database"/>; it must never be left beside another database file.</summary>
    public string DatabaseLog => System.IO.Path.Combine(Path, "talo-log.db");

    /// <summary>The file that the one process that writes holds open.</summary>
    public string Lock => System.IO.Path.Combine(Path, "lock");

    /// <summary>A name that no file has yet: <paramref name="path"/>, a word and the time in UTC.</summary>
    internal static string Aside(string path, string word)
    {
        var name = $"{path}.{word}-{DateTime.UtcNow:yyyyMMdd'T'HHmmss'Z'}";
        var free = name;
        for (var i = 2; File.Exists(free); i++)
            free = $"{name}-{i}";
        return free;
    }

    private static string DataHome()
    {
        var xdg = Environment.GetEnvironmentVariable("XDG_DATA_HOME");
        if (!string.IsNullOrEmpty(xdg) && System.IO.Path.IsPathRooted(xdg))
            return xdg;
        var user = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        return System.IO.Path.Combine(user, ".local", "share");
    }
}
