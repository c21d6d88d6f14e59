using System.Text.RegularExpressions;

namespace TaLo.Storage;

/// <summary>Where the results are: the files of one store and the user's default folder.</summary>
public sealed partial class StoreFolder
{
    /// <summary>How the name of a file ends that is not yet complete; what a kill leaves of it means nothing.</summary>
    internal const string Unfinished = ".new";

    private const string JournalEnding = ".jsonl";
    private const string EntryEnding = ".json";

    /// <summary>Names the files of a store; touches nothing on disk.</summary>
    /// <param name="path">The folder; need not exist.</param>
    public StoreFolder(string path) => Path = System.IO.Path.GetFullPath(path);

    /// <summary>The user's folder: <c>TALO_HOME</c>, or <c>talo</c> in <c>XDG_DATA_HOME</c> or <c>~/.local/share</c>.</summary>
    public static string Default
    {
        get
        {
            var home = Environment.GetEnvironmentVariable("TALO_HOME");
            return string.IsNullOrEmpty(home) ? UserFolders.Data ?? "talo" : home;
        }
    }

    /// <summary>The folder, absolute.</summary>
    public string Path { get; }

    /// <summary>The folder of the sweeps' journals: the truth.</summary>
    public string Sweeps => In("sweeps");

    /// <summary>The folder of the profiles, a file each.</summary>
    public string Profiles => In("profiles");

    /// <summary>What came in one piece and is not dealt out yet: a merge, or the only journal that earlier versions wrote.</summary>
    public string Intake => In("journal.jsonl");

    /// <summary>The LiteDB file: a copy of all that is stored, may be deleted while nobody uses it.</summary>
    public string Database => In("talo.db");

    /// <summary>The file that the one process that writes holds open.</summary>
    public string Lock => In("lock");

    /// <summary>Whether there is a store at all.</summary>
    public bool Exists => Directory.Exists(Sweeps) || File.Exists(Intake);

    /// <summary>A sweep's journal: the sweep, then one line for each sample as it was swept.</summary>
    /// <param name="sweep">The sweep's id.</param>
    public string Journal(string sweep) => System.IO.Path.Combine(Sweeps, sweep + JournalEnding);

    /// <summary>What a sweep's journal held when it was last closed: for lists, and to know when something of it is gone.</summary>
    /// <param name="sweep">The sweep's id.</param>
    public string Seal(string sweep) => System.IO.Path.Combine(Sweeps, sweep + EntryEnding);

    /// <summary>A profile's file.</summary>
    /// <param name="id">The profile's id.</param>
    public string Profile(string id) => System.IO.Path.Combine(Profiles, id + EntryEnding);

    /// <summary>Whether a sweep's journal is there with something in it; a pipe or a device is none.</summary>
    internal bool HasJournal(string sweep) => EntryRules.IsSweepId(sweep) && File.Exists(Journal(sweep)) && !SpecialFile.MayBe(Journal(sweep));

    /// <summary>A pipe among the store's files, which would be waited for when it is written to; null for none.</summary>
    internal string? Pipe() => new[] { Path, Sweeps, Profiles }.Where(Directory.Exists)
        .SelectMany(Directory.EnumerateFiles).FirstOrDefault(SpecialFile.IsPipe);

    /// <summary>What writers that were killed left unfinished of the store's own files; it means nothing. Whatever else lies there is somebody's.</summary>
    internal IEnumerable<string> Leftovers() => new[] { Sweeps, Profiles }.Where(Directory.Exists)
        .SelectMany(Directory.EnumerateFiles).Where(f => Leftover().IsMatch(System.IO.Path.GetFileName(f)))
        .Concat(new[] { Intake + Unfinished }.Where(File.Exists));

    /// <summary>The ids of all sweeps that have a file.</summary>
    internal IReadOnlyList<string> SweepIds() =>
        [.. Names(Sweeps, JournalEnding).Union(Names(Sweeps, EntryEnding)).Where(EntryRules.IsSweepId).Order(StringComparer.Ordinal)];

    /// <summary>The ids of all profiles that have a file.</summary>
    internal IReadOnlyList<string> ProfileIds() => [.. Names(Profiles, EntryEnding).Order(StringComparer.Ordinal)];

    /// <summary>A name that no file has yet: <paramref name="path"/>, a word and the time in UTC.</summary>
    internal static string Aside(string path, string word)
    {
        var name = $"{path}.{word}-{DateTime.UtcNow:yyyyMMdd'T'HHmmss'Z'}";
        var free = name;
        for (var i = 2; File.Exists(free); i++)
            free = $"{name}-{i}";
        return free;
    }

    private static IEnumerable<string> Names(string folder, string ending) => Directory.Exists(folder)
        ? Directory.EnumerateFiles(folder, "*" + ending).Select(f => System.IO.Path.GetFileName(f)[..^ending.Length])
        : [];

    /// <summary>A journal, or a draft of <see cref="AtomicFile"/>'s of a seal or a profile.</summary>
    [GeneratedRegex(@"^[0-9a-f]+\.json(l\.new|\.[0-9a-f]{8}\.part)$")]
    private static partial Regex Leftover();

    private string In(string name) => System.IO.Path.Combine(Path, name);
}
