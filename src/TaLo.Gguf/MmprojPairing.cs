namespace TaLo.Gguf;

/// <summary>Finds the mmproj file (vision encoder and projector) that belongs to a model, and says whether one fits.</summary>
public static class MmprojPairing
{
    private const int MostProblems = 5;

    /// <summary>
    /// Looks in the model's folder, then in those above it that are of the same repository (Hugging Face's cache), as llama.cpp
    /// does. Files that llama.cpp would take by their name (containing "mmproj") come first, then any other whose header says it
    /// is one; among those that fit, the one whose name is most like the model's, and of several such that of the nearest
    /// quantisation.
    /// </summary>
    /// <param name="model">A model, not an mmproj file.</param>
    public static MmprojMatch Find(ModelFile model) => Find(model, new GgufHeaders());

    /// <summary>The same where headers are read already.</summary>
    /// <param name="model">A model, not an mmproj file.</param>
    /// <param name="headers">Reads the others.</param>
    public static MmprojMatch Find(ModelFile model, GgufHeaders headers)
    {
        var problems = new List<string>();
        var folders = Folders(Path.GetFullPath(model.Path));
        foreach (var place in folders.Select(headers.In))
        {
            var fitting = Fitting(model, place.Named, problems);
            if (fitting.Count == 0)
                fitting = Fitting(model, place.Others, problems);
            if (fitting.Count > 0)
                return Choose(model, fitting);
        }

        if (problems.Count == 0)
        {
            return new MmprojMatch(null, $"no mmproj file beside {Path.GetFileName(model.Path)}; put it into {folders[0]}, or name it")
            {
                IsAlone = true,
            };
        }
        var more = problems.Count > MostProblems ? $"; and {problems.Count - MostProblems} more" : "";
        return new MmprojMatch(null, $"no mmproj file in {folders[0]} fits: {string.Join("; ", problems.Take(MostProblems))}{more}");
    }

    /// <summary>Why an mmproj file cannot serve a model, in one line, or null where nothing speaks against it.</summary>
    public static string? Misfit(ModelFile model, ModelFile mmproj)
    {
        var name = Path.GetFileName(mmproj.Path);
        if (!mmproj.IsMmproj)
            return $"{name} is a {mmproj.Architecture} model, not an mmproj file";
        if (!mmproj.TakesImages)
            return $"{name} takes no images";
        if (model.ImageTokenWidth is { } wanted && mmproj.ImageTokenWidth is { } given && wanted != given)
            return $"{name} gives image tokens {given} wide, but {Path.GetFileName(model.Path)} takes {wanted}";

        return null;
    }

    /// <summary>Whether an mmproj file says which model it was made for, and a model's names say that it is that one, a quantisation of it or made from it.</summary>
    public static bool IsMadeFor(ModelFile model, ModelFile mmproj)
    {
        var known = MmprojName.AllWords([model.Name, model.Family, Path.GetFileNameWithoutExtension(model.Path), .. model.BaseModels]);
        return mmproj.BaseModels.Any(made => MmprojName.AllWords([made]).IsSubsetOf(known));
    }

    /// <summary>
    /// Why an mmproj file that fits by its shape may be another model's, in one line, or null where nothing speaks for that: it names
    /// the model that it was made for, and neither that name nor its own is this one's.
    /// </summary>
    public static string? Doubt(ModelFile model, ModelFile mmproj) =>
        mmproj.BaseModels.Count == 0 || IsMadeFor(model, mmproj) || mmproj.Name == model.Name ? null
        : $"{Path.GetFileName(mmproj.Path)} was made for {string.Join(", ", mmproj.BaseModels)}, and {Path.GetFileName(model.Path)} is called {model.Name}: "
            + "what the model says of images may mean nothing; name another file with --mmproj, or take that model";

    /// <summary>Refuses a pair that cannot work, before native code is asked to load it.</summary>
    /// <exception cref="ModelException">The model is an mmproj file itself, or the two do not fit.</exception>
    public static void EnsureFits(ModelFile model, ModelFile mmproj)
    {
        if (model.IsMmproj)
            throw new ModelException($"{model.Path} is an mmproj file; choose the model that it belongs to");
        if (Misfit(model, mmproj) is { } misfit)
            throw new ModelException($"{misfit}; choose the mmproj file that came with {model.Name}");
    }

    /// <summary>The folder of a file, and those above it up to a repository's snapshot, the deepest first.</summary>
    private static List<string> Folders(string path)
    {
        var own = Path.GetDirectoryName(path)!;
        var folders = new List<string>();
        for (var folder = own; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            folders.Add(folder);
            if (Path.GetFileName(Path.GetDirectoryName(folder)) == "snapshots")
                return folders;
        }
        return [own];
    }

    private static List<ModelFile> Fitting(ModelFile model, IReadOnlyList<GgufHeader> headers, List<string> problems)
    {
        var fitting = new List<ModelFile>();
        var own = Path.GetFullPath(model.Path);
        foreach (var header in headers.Where(h => Path.GetFullPath(h.Path) != own))
        {
            if ((header.File is { } file ? Misfit(model, file) : header.Problem) is { } problem)
                problems.Add(problem);
            else
                fitting.Add(header.File!);
        }

        return fitting;
    }

    private static MmprojMatch Choose(ModelFile model, List<ModelFile> fitting)
    {
        var modelWords = MmprojName.Words(model);
        var ranked = fitting
            .Select(file => (File: file, Words: MmprojName.Words(file)))
            .Select(item => (item.File, item.Words, Likeness: MmprojName.Likeness(item.Words, modelWords)))
            .OrderByDescending(item => item.Likeness)
            .ThenBy(item => Math.Abs(MmprojName.Bits(item.File) - MmprojName.Bits(model)))
            .ThenBy(item => MmprojName.Precision(item.File))
            .ToList();

        // Files that differ in precision only are as good as one another; others of equal likeness are not.
        var best = ranked[0];
        var rivals = ranked.Where(item => item.Likeness == best.Likeness && !item.Words.SetEquals(best.Words)).ToList();
        if (rivals.Count > 0)
        {
            var names = rivals.Prepend(best).Select(item => Path.GetFileName(item.File.Path));
            return new MmprojMatch(null, $"several mmproj files fit {model.Name}: {string.Join(", ", names)}; name one");
        }

        var reason = fitting.Count == 1 ? "the only one that fits" : $"the most like it of {fitting.Count} that fit";
        return new MmprojMatch(best.File, $"{Path.GetFileName(best.File.Path)}: {reason}");
    }
}
