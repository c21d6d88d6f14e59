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
    /// the folders of LM Studio, llama.cpp and Hugging Face, those of stored sweeps, and last the bundled models.
    /// </summary>
    /// <param name="sweeps">The stored sweeps.</param>
    public static IReadOnlyList<(string Folder, int Depth)> OfModels(IEnumerable<StoredSweep> sweeps)
    {
        var named = (Environment.GetEnvironmentVariable(Variable) ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        var remembered = sweeps.Select(s => s.Facts.ModelPath).OfType<string>().Select(Path.GetDirectoryName).OfType<string>();
        return Existing(
        [
            .. named.Select(f => (f, CacheDepth)),
            (Environment.CurrentDirectory, NearDepth),
            (Home("models"), CacheDepth),
            (Home(".lmstudio", "models"), CacheDepth),
            (Home(".cache", "lm-studio", "models"), CacheDepth),
            (Home(".cache", "llama.cpp"), CacheDepth),
            (Environment.GetEnvironmentVariable("HF_HUB_CACHE") ?? Home(".cache", "huggingface", "hub"), CacheDepth),
            .. remembered.Select(f => (f, 0)),
            (BundledModels.Folder, 0),
        ]);
    }

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

    private static string Home(params string[] parts) =>
        Path.Combine([Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), .. parts]);

    private static List<(string Folder, int Depth)> Existing(IEnumerable<(string Folder, int Depth)> folders) =>
        [.. folders.Where(f => f.Folder.Length > 0).Select(f => (Folder: Path.GetFullPath(f.Folder), f.Depth))
            .Where(f => Directory.Exists(f.Folder)).DistinctBy(f => f.Folder)];
}
