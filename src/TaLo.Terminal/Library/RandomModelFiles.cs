using TaLo.Gguf.RandomModels;

namespace TaLo.Terminal.Library;

/// <summary>
/// Models with random weights in place of a file, for verbs that measure: <c>random:1.5b</c>. Made on first use, kept
/// in the user's cache folder.
/// </summary>
internal static class RandomModelFiles
{
    /// <summary>What a model argument starts with to mean one.</summary>
    public const string Prefix = "random:";

    /// <summary>The names, for help texts.</summary>
    public static string Names => string.Join(" or ", NamedModels.Names.Select(n => Prefix + n));

    /// <summary>The file that a model argument means.</summary>
    /// <exception cref="InputException">There is no random model of that name.</exception>
    public static string Resolve(string model)
    {
        if (!model.StartsWith(Prefix, StringComparison.Ordinal))
            return model;
        var name = model[Prefix.Length..];
        if (!NamedModels.Names.Contains(name))
            throw new InputException($"there is no random model '{model}': give a file, or {Names}");
        var folder = Folder();
        if (!Directory.Exists(Path.Combine(folder, name)))
            Messages.Note($"making {model} in {folder}");
        return NamedModels.Get(name, folder).Model;
    }

    private static string Folder() => Path.Combine(UserFolders.Cache ?? Path.GetTempPath(), "random");
}
