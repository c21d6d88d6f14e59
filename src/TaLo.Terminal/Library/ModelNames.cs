namespace TaLo.Terminal.Library;

/// <summary>
/// Finds the model that somebody names: by its path, or as it is called where it lies (<c>qwen2.5vl:7b</c>,
/// <c>ORG/REPO</c>, <c>ORG/REPO:Q4_K_M</c>, a file's name), or by a part of a name that only one model has.
/// </summary>
internal static class ModelNames
{
    private const int MostShown = 8;

    /// <summary>The model, read; its mmproj file found.</summary>
    /// <exception cref="ModelException">There is none, it cannot be used, or several are called so: the message lists them.</exception>
    public static FoundModel Find(string name)
    {
        var found = ModelFinder.Describe(Entry(name));
        return found.Model is not null ? found : throw new ModelException(found.Note);
    }

    private static ModelEntry Entry(string name)
    {
        if (File.Exists(name))
            return new ModelEntry(name, Path.GetFileName(name));
        if (Directory.Exists(name) && !name.Contains('\0'))
            return One(name, [.. ModelFinder.EntriesOfAll([(name, 2)])], $"{name}: no GGUF file in this folder");
        List<ModelEntry> all = [.. ModelFinder.EntriesOfAll(Places.OfModels([]))];
        return One(name, Called(name, all), Nowhere(name, all));
    }

    private static ModelEntry One(string name, IReadOnlyList<ModelEntry> found, string none)
    {
        var models = found.Where(m => !m.IsMmproj).ToList() is { Count: > 0 } some ? some : found;
        return models switch
        {
            [var only] => only,
            [] => throw new ModelException(none),
            _ => throw new ModelException($"'{name}' may be any of {models.Count} models: {Shown(models)}: name one of them"),
        };
    }

    /// <summary>Those that fit best: by the whole name first, at last by a part of it.</summary>
    private static List<ModelEntry> Called(string name, List<ModelEntry> all)
    {
        var (repository, quantisation) = name.LastIndexOf(':') is > 0 and var at ? (name[..at], name[(at + 1)..]) : (name, "");
        Func<ModelEntry, bool>[] ways =
        [
            m => Is(m.Name, name) || Is(m.Name, name + ":latest"),
            m => Is(Path.GetFileNameWithoutExtension(m.Name), name) || Is(Path.GetFileName(m.Name), name) || Is(Path.GetFileNameWithoutExtension(Path.GetFileName(m.Name)), name),
            m => Starts(m.Name, name + "/") || Starts(m.Name, name + ":"),
            m => quantisation.Length > 0 && Starts(m.Name, repository + "/") && Has(Path.GetFileName(m.Name), quantisation),
            m => Has(m.Name, name),
        ];
        return ways.Select(way => all.FindAll(m => way(m))).FirstOrDefault(found => found.Count > 0) ?? [];
    }

    private static string Nowhere(string name, List<ModelEntry> all)
    {
        var unreadable = Places.Unreadable is { } folder ? $" ({folder} may not be read: ask its owner, or set OLLAMA_MODELS)" : "";
        return $"{name} does not exist: no such file, and none of the {Quantity.Of(all.Count(m => !m.IsMmproj), "model")} in the usual places is called so{unreadable}; "
            + $"`talo models --all` lists them{DidYouMean.Clause(name, all.Select(m => m.Name))}";
    }

    private static string Shown(IReadOnlyList<ModelEntry> models)
    {
        var isUnique = models.DistinctBy(m => m.Name).Count() == models.Count;
        var names = models.Select(m => isUnique ? m.Name : m.Path).Take(MostShown);
        return string.Join(", ", names) + (models.Count > MostShown ? ", …" : "");
    }

    private static bool Is(string name, string asked) => name.Equals(asked, StringComparison.OrdinalIgnoreCase);

    private static bool Starts(string name, string asked) => name.StartsWith(asked, StringComparison.OrdinalIgnoreCase);

    private static bool Has(string name, string asked) => name.Contains(asked, StringComparison.OrdinalIgnoreCase);
}
