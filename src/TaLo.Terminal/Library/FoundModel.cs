using TaLo.Gguf;

namespace TaLo.Terminal.Library;

/// <summary>A GGUF file that was come across.</summary>
/// <param name="Path">The file; of a model in parts, the first.</param>
/// <param name="Model">What its header says, or null where it cannot be used.</param>
/// <param name="Mmproj">The mmproj file that belongs to it, or null.</param>
/// <param name="Note">Why this mmproj file or none; or what is wrong with the file.</param>
internal sealed record FoundModel(string Path, ModelFile? Model, string? Mmproj, string Note)
{
    /// <summary>What people call it: <c>qwen2.5vl:7b</c>, <c>ORG/REPO/FILE</c>, or its file's name.</summary>
    public string Name { get; init; } = System.IO.Path.GetFileName(Path);

    /// <summary>Whether there is no mmproj file for it at all, not even one that does not fit.</summary>
    public bool IsAlone { get; init; }
}

/// <summary>A file that may be a model, before it is read.</summary>
/// <param name="Path">The file.</param>
/// <param name="Name">What people call it.</param>
internal sealed record ModelEntry(string Path, string Name)
{
    /// <summary>The mmproj file that its place says is its own, or null where none is said.</summary>
    public string? Mmproj { get; init; }

    /// <summary>Whether its name says that it is no model but an mmproj file.</summary>
    public bool IsMmproj => Name.Contains("mmproj", StringComparison.OrdinalIgnoreCase);
}

/// <summary>A data set file that was come across.</summary>
/// <param name="Path">The file.</param>
/// <param name="SizeBytes">Its size.</param>
internal sealed record FoundData(string Path, long SizeBytes)
{
    /// <summary>The data set's name.</summary>
    public string Name => System.IO.Path.GetFileNameWithoutExtension(Path);
}
