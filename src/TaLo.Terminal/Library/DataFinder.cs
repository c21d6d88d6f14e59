namespace TaLo.Terminal.Library;

/// <summary>Looks for VLMEvalKit's TSV files by the names of their columns; reads no more than their first line.</summary>
internal static class DataFinder
{
    private static readonly string[] Wanted = ["index", "question", "A", "B"];

    /// <summary>The multiple-choice data sets of a folder, by name; none where it cannot be read.</summary>
    public static IReadOnlyList<FoundData> In(string folder)
    {
        try
        {
            return [.. new DirectoryInfo(folder).EnumerateFiles("*.tsv").Where(Looks).OrderBy(f => f.Name, StringComparer.Ordinal)
                .Select(f => new FoundData(f.FullName, f.Length))];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    /// <summary>Whether a file's first line names the columns of such a data set.</summary>
    public static bool Looks(FileInfo file)
    {
        try
        {
            SpecialFile.Refuse(file.FullName);
            using var reader = new StreamReader(file.FullName);
            Span<char> start = stackalloc char[2048];
            var read = reader.ReadBlock(start);
            var header = start[..read].ToString().Split('\n')[0].TrimEnd('\r').Split('\t').Select(c => c.Trim('"'));
            return Wanted.All(header.Contains);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
