using TaLo.Tasks.Readers;

namespace TaLo.Terminal.Library;

/// <summary>Looks for data set files by the names of their columns; reads no more than their beginnings.</summary>
internal static class DataFinder
{
    /// <summary>The data sets of a folder, by name; none where it cannot be read.</summary>
    public static IReadOnlyList<FoundData> In(string folder)
    {
        try
        {
            return [.. new DirectoryInfo(folder).EnumerateFiles().Where(Looks).OrderBy(f => f.Name, StringComparer.Ordinal)
                .Select(f => new FoundData(f.FullName, f.Length))];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    /// <summary>Whether a file is such a data set.</summary>
    public static bool Looks(FileInfo file) =>
        DataSets.Endings.Contains(file.Extension, StringComparer.OrdinalIgnoreCase) && DataSets.Looks(file.FullName);
}
