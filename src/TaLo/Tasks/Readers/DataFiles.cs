using System.Text.RegularExpressions;
using TaLo.Tasks.Tables;

namespace TaLo.Tasks.Readers;

/// <summary>The files of a data set: the one that is named, or those of one format in a folder, of one split.</summary>
internal sealed partial class DataFiles
{
    private const int Depth = 3;

    private static readonly string[][] Formats = [[".parquet"], [".jsonl", ".ndjson"], [".tsv"], [".csv"], [".json"]];
    /// <summary>How the names of data files end.</summary>
    public static IReadOnlyList<string> Endings { get; } = [.. Formats.SelectMany(f => f)];

    private static readonly string[] Splits = ["train", "training", "validation", "val", "valid", "dev", "test"];

    private DataFiles(string path, IReadOnlyList<string> files) => (Root, All) = (path, files);

    /// <summary>What was named.</summary>
    public string Root { get; }

    /// <summary>The files, in the order of their paths.</summary>
    public IReadOnlyList<string> All { get; }

    /// <summary>The data set's name: the file's or the folder's.</summary>
    public string Name => Directory.Exists(Root)
        ? Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(Root)))
        : Path.GetFileNameWithoutExtension(Root);

    /// <summary>What it is known by: the nearest name in its path that says more than <c>data</c> or a split does.</summary>
    public string Title
    {
        get
        {
            var path = Path.TrimEndingDirectorySeparator(Path.GetFullPath(Root));
            while (SaysNothing(Path.GetFileNameWithoutExtension(path)) && Path.GetDirectoryName(path) is { } above)
                path = above;
            return Path.GetFileName(path);
        }
    }

    /// <summary>Whether the files were taken because their names are the split's that was asked for.</summary>
    public bool AreOfSplit { get; private init; }

    /// <summary>Finds them.</summary>
    /// <exception cref="DataSetException">There is none, or it is not clear which are meant.</exception>
    public static DataFiles Of(string path, string? split)
    {
        if (!Directory.Exists(path))
        {
            var own = SplitOf(path);
            return split is null || own == split || !IsSplit(own) ? new DataFiles(path, [path]) { AreOfSplit = split is not null && own == split }
                : throw new DataSetException($"{path}: is the split {own} by its name, not '{split}'");
        }
        if (File.Exists(Path.Combine(path, ScienceQaFolder.FileName)))
            return new DataFiles(path, [Path.Combine(path, ScienceQaFolder.FileName)]);
        var options = new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true, MaxRecursionDepth = Depth, AttributesToSkip = FileAttributes.Hidden };
        var files = Directory.EnumerateFiles(path, "*", options).Order(StringComparer.Ordinal).ToList();
        var found = Formats.Select(f => files.Where(file => f.Contains(Extension(file))).ToList()).FirstOrDefault(f => f.Count > 0)
            ?? throw new DataSetException($"{path}: a folder without data: no file ends in {string.Join(", ", Formats.SelectMany(f => f))}");
        if (found.Count > 1 && Extension(found[0]) is ".tsv" or ".csv")
            throw new DataSetException($"{path}: a folder with {found.Count} tables; name one of them: {Columns.List(found.Select(f => Path.GetFileName(f)))}");
        return OfSplit(path, found, split);
    }

    /// <summary>Opens them as one table.</summary>
    public ITable Open()
    {
        var parts = new List<ITable>();
        try
        {
            foreach (var file in All)
                parts.Add(Open(file));
            return parts is [var only] ? only : new TableFolder(Root, parts);
        }
        catch
        {
            foreach (var part in parts)
                part.Dispose();
            throw;
        }
    }

    /// <summary>The task of a row that names none: its file, or, where files are named for splits, the folder that they are in.</summary>
    public string TaskOf(string file)
    {
        var isOfFolder = Path.GetFileName(file) == "task.json";
        if (All.Count == 1 && !isOfFolder)
            return Name;
        var isNamed = SplitOf(file) is null && !isOfFolder;
        var folder = Path.GetDirectoryName(Path.GetFullPath(file))!;
        var name = Path.GetFileName(folder);
        return isNamed ? Path.GetFileNameWithoutExtension(file)
            : name == "data" || Path.GetRelativePath(Root, folder) == "." ? Name : name;
    }

    private static string Extension(string file) => Path.GetExtension(file).ToLowerInvariant();

    private static ITable Open(string file) => Extension(file) switch
    {
        ".parquet" => ParquetTable.Open(file),
        ".jsonl" or ".ndjson" or ".json" => JsonFile.Open(file),
        ".csv" => DelimitedTable.Open(file, ',', ';', '\t'),
        _ => DelimitedTable.Open(file, '\t', ','),
    };

    private static DataFiles OfSplit(string path, List<string> files, string? split)
    {
        var splits = files.Select(SplitOf).OfType<string>().Distinct().Order(StringComparer.Ordinal).ToList();
        if (splits.Count == 0)
        {
            return split is not null && files.Where(f => EndsIn(f, split)).ToList() is { Count: > 0 } ending
                ? new DataFiles(path, ending) { AreOfSplit = true }
                : new DataFiles(path, files);
        }

        if (split is null)
        {
            return splits.Count == 1 ? new DataFiles(path, files)
                : throw new DataSetException($"{path}: holds the splits {string.Join(", ", splits)}; --split {splits[0]} names one");
        }
        var own = files.Where(f => SplitOf(f) == split).ToList();
        return own.Count > 0 ? new DataFiles(path, own) { AreOfSplit = true }
            : throw new DataSetException($"{path}: holds no split '{split}' but {string.Join(", ", splits)}{DidYouMean.Clause(split, splits)}");
    }

    /// <summary>The split in a file's name (<c>validation-00000-of-00002</c>, <c>test</c>); null where there is none.</summary>
    private static string? SplitOf(string file)
    {
        var name = Path.GetFileNameWithoutExtension(file);
        return Shard().Match(name) is { Success: true } shard ? shard.Groups[1].Value : Splits.FirstOrDefault(s => s.Equals(name, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Whether a file's name ends in a split that was asked for (<c>ARC-Challenge-Test</c>): of names alone it may be a task's.</summary>
    private static bool EndsIn(string file, string split)
    {
        var name = Path.GetFileNameWithoutExtension(file);
        return name.Length > split.Length && name.EndsWith(split, StringComparison.OrdinalIgnoreCase) && name[^(split.Length + 1)] is '-' or '_' or '.';
    }

    private static bool SaysNothing(string name) => name is "data" or "default" || IsSplit(SplitOf(name));

    private static bool IsSplit(string? name) => Splits.Contains(name, StringComparer.OrdinalIgnoreCase);

    [GeneratedRegex(@"^(.+)-\d+-of-\d+$")]
    private static partial Regex Shard();
}
