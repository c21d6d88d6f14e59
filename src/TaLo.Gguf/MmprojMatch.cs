namespace TaLo.Gguf;

/// <summary>What was found when looking for the mmproj file that belongs to a model.</summary>
/// <param name="Mmproj">The file, or null where none fits or several do equally well.</param>
/// <param name="Explanation">One line: why this one, or why none.</param>
public sealed record MmprojMatch(ModelFile? Mmproj, string Explanation)
{
    /// <summary>Whether there is no mmproj file at all, not even one that does not fit.</summary>
    public bool IsAlone { get; init; }
}
