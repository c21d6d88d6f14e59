namespace TaLo.Terminal.Library;

/// <summary>What models are called in a list: by their names; where several of one quantisation have the same, by as much of their paths as tells them apart.</summary>
internal static class ModelLabels
{
    /// <summary>The labels, by path.</summary>
    public static IReadOnlyDictionary<string, string> Of(IReadOnlyList<FoundModel> models) => models
        .GroupBy(m => m.Model is { } model ? (NameOf(m), model.FileType) : (m.Path, ""))
        .SelectMany(g => g.Count() == 1 ? [(g.First().Path, NameOf(g.First()))] : Apart([.. g]))
        .ToDictionary(l => l.Item1, l => l.Item2);

    /// <summary>The name in its header; Ollama's files go by the tag that they are listed by.</summary>
    private static string NameOf(FoundModel model) =>
        model.Path.EndsWith(Path.GetFileName(model.Name), StringComparison.Ordinal) ? model.Model?.Name ?? model.Name : model.Name;

    private static IEnumerable<(string, string)> Apart(IReadOnlyList<FoundModel> same)
    {
        var parts = same.Select(m => Parts(m.Path)).ToList();
        var longest = parts.Max(p => p.Count);
        var count = Enumerable.Range(1, longest).First(n => n == longest || parts.Select(p => Last(p, n)).Distinct().Count() == parts.Count);
        return same.Select((m, i) => (m.Path, Last(parts[i], count)));
    }

    private static string Last(IReadOnlyList<string> parts, int count) => string.Join('/', parts.TakeLast(count));

    /// <summary>A path's parts: publisher and repository as Hugging Face's cache names them, without its hashes.</summary>
    private static List<string> Parts(string path)
    {
        var folders = (Path.GetDirectoryName(Path.GetFullPath(path)) ?? "").Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries);
        return
        [
            .. folders.Where(f => f != "snapshots" && !(f.Length == 40 && f.All(char.IsAsciiHexDigitLower)))
                .SelectMany(f => f.StartsWith("models--", StringComparison.Ordinal) ? f[8..].Split("--") : [f]),
            Path.GetFileNameWithoutExtension(path),
        ];
    }
}
