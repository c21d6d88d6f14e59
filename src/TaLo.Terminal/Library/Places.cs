using TaLo.Sweeps;

namespace TaLo.Terminal.Library;

/// <summary>The folders where models and data sets are looked for.</summary>
internal static class Places
{
    /// <summary>The variable that names more folders of models, separated as in PATH.</summary>
    public const string Variable = "TALO_MODELS";

    private const int NearDepth = 2;
    private const int CacheDepth = 6;

    /// <summary>
    /// Folders of models and how deep each is looked through: what <see cref="Variable"/> names, the current folder, ~/models,
    /// the folders of LM Studio, Ollama, llama.cpp and Hugging Face, those of stored sweeps, and last the bundled models.
    /// </summary>
    /// <param name="sweeps">The stored sweeps.</param>
    public static IReadOnlyList<(string Folder, int Depth)> OfModels(IEnumerable<StoredSweep> sweeps)
    {
        var named = (Variables(Variable).FirstOrDefault() ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        var remembered = sweeps.Select(s => s.Facts.ModelPath).OfType<string>().Select(Path.GetDirectoryName).OfType<string>();
        IEnumerable<string> caches = [Home("models"), .. LmStudio, .. Ollama, .. LlamaCpp, .. HuggingFace];
        return Existing(
        [
            .. named.Select(f => (f, CacheDepth)),
            (Environment.CurrentDirectory, NearDepth),
            .. caches.Select(f => (f, CacheDepth)),
            .. remembered.Select(f => (f, 0)),
            (BundledModels.Folder, 0),
        ]);
    }

    /// <summary>Ollama's folder that is there but may not be read, as the one of its system service; null where there is none such.</summary>
    public static string? Unreadable => Ollama.Where(Directory.Exists).FirstOrDefault(folder =>
    {
        try
        {
            _ = Directory.EnumerateFileSystemEntries(folder).FirstOrDefault();
            return false;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return true;
        }
    });

    /// <summary>Folders of data sets: the current one, VLMEvalKit's, those of stored sweeps, and the bundled one's.</summary>
    /// <param name="sweeps">The stored sweeps.</param>
    public static IReadOnlyList<string> OfData(IEnumerable<StoredSweep> sweeps) =>
    [
        .. Existing(
        [
            (Environment.CurrentDirectory, 0),
            (Environment.GetEnvironmentVariable("LMUData") ?? Home("LMUData"), 0),
            .. sweeps.Select(s => s.Facts.DataSetPath).OfType<string>().Select(Path.GetDirectoryName).OfType<string>().Select(f => (f, 0)),
            (BundledModels.Folder, 0),
        ]).Select(p => p.Folder),
    ];

    /// <summary>llama.cpp's and Hugging Face's cache: every root that a variable may set, and the usual one.</summary>
    private static IEnumerable<string> HuggingFace =>
    [
        .. Variables("LLAMA_CACHE", "HF_HUB_CACHE", "HUGGINGFACE_HUB_CACHE"),
        .. Variables("HF_HOME").Select(f => Path.Combine(f, "hub")),
        Path.Combine(Cache, "huggingface", "hub"),
        Home(".cache", "huggingface", "hub"),
    ];

    /// <summary>Where llama.cpp kept its downloads before it used Hugging Face's cache.</summary>
    private static IEnumerable<string> LlamaCpp =>
    [
        Path.Combine(Cache, "llama.cpp"),
        Home("Library", "Caches", "llama.cpp"),
        .. Variables("LOCALAPPDATA").Select(f => Path.Combine(f, "llama.cpp")),
    ];

    /// <summary>LM Studio's folders of models, each with PUBLISHER/MODEL in it: where its pointer file says, or one of two usual places.</summary>
    public static IEnumerable<string> LmStudio
    {
        get
        {
            string[] homes = [.. Pointer(Home(".lmstudio-home-pointer")), Home(".cache", "lm-studio"), Home(".lmstudio")];
            return homes.Select(h => Path.GetFullPath(Path.Combine(h, "models")));
        }
    }

    private static IEnumerable<string> Ollama => [.. Variables("OLLAMA_MODELS"), Home(".ollama", "models"), "/usr/share/ollama/.ollama/models"];

    private static string Cache => Variables("XDG_CACHE_HOME").FirstOrDefault() ?? Home(".cache");

    private static IEnumerable<string> Variables(params IEnumerable<string> names) =>
        names.Select(Environment.GetEnvironmentVariable).OfType<string>().Where(v => v.Length > 0);

    private static IEnumerable<string> Pointer(string file)
    {
        try
        {
            SpecialFile.Refuse(file);
            return File.Exists(file) ? [File.ReadAllText(file).Trim()] : [];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    /// <summary>A path as people write it: what is in the user's home begins with <c>~</c>.</summary>
    public static string Short(string path)
    {
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        return home.Length > 1 && path.StartsWith(home + Path.DirectorySeparatorChar, StringComparison.Ordinal) ? "~" + path[home.Length..] : path;
    }

    private static string Home(params string[] parts) =>
        Path.Combine([Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), .. parts]);

    private static List<(string Folder, int Depth)> Existing(IEnumerable<(string Folder, int Depth)> folders) =>
        [.. folders.Where(f => f.Folder.Length > 0).Select(f => (Folder: Path.GetFullPath(f.Folder), f.Depth))
            .Where(f => Directory.Exists(f.Folder)).DistinctBy(f => f.Folder)];
}
