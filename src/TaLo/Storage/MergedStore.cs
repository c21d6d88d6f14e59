namespace TaLo.Storage;

/// <summary>What one store brought to a merge.</summary>
/// <param name="Folder">Its folder.</param>
/// <param name="RowsNew">Passes that were not there yet.</param>
/// <param name="RowsKnown">Passes that were there with the same numbers.</param>
/// <param name="Profiles">Profiles that were new, or newer than the ones there.</param>
public sealed record MergedStore(string Folder, int RowsNew, int RowsKnown, int Profiles);
