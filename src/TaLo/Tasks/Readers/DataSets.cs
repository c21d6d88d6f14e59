using System.Security.Cryptography;
using System.Text;
using TaLo.Models;
using TaLo.Tasks.Tables;

namespace TaLo.Tasks.Readers;

/// <summary>Opens data sets: a file, or a folder of files, of any known format.</summary>
public static class DataSets
{
    private static readonly string[] Lines = [".jsonl", ".ndjson"];

    /// <summary>Opens a data set and reads its catalogue.</summary>
    /// <param name="path">The file or the folder.</param>
    /// <param name="options">How it is to be read; null for as it says itself.</param>
    /// <exception cref="DataSetException">It cannot be read or is no known data set; the message says where and what to do.</exception>
    public static IDataSet Open(string path, DataSetOptions? options = null)
    {
        options ??= DataSetOptions.Default;
        if (!Directory.Exists(path) && !IsLines(path))
            return VlmEvalTsv.Open(path);
        var files = Files(path);
        var table = Open(path, files);
        try
        {
            return new TableDataSet(table, Name(path), Fingerprint(path, files, options), options);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            table.Dispose();
            throw new DataSetException($"{path}: cannot be read: {e.Message}", e);
        }
        catch
        {
            table.Dispose();
            throw;
        }
    }

    /// <summary>What <see cref="IDataSet.Fingerprint"/> would be, without reading the catalogue.</summary>
    /// <exception cref="DataSetException">It cannot be read.</exception>
    public static string Fingerprint(string path, DataSetOptions? options = null)
    {
        try
        {
            return Fingerprint(path, Files(path), options ?? DataSetOptions.Default);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DataSetException($"{path}: cannot be read: {e.Message}", e);
        }
    }

    private static ITable Open(string path, IReadOnlyList<string> files)
    {
        var parts = new List<ITable>();
        try
        {
            foreach (var file in files)
                parts.Add(JsonLines.Open(file));
            return parts is [var only] ? only : new TableFolder(path, parts);
        }
        catch
        {
            foreach (var part in parts)
                part.Dispose();
            throw;
        }
    }

    private static bool IsLines(string path) => Lines.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase);

    private static string Name(string path) => Directory.Exists(path)
        ? Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)))
        : Path.GetFileNameWithoutExtension(path);

    private static List<string> Files(string path)
    {
        if (!Directory.Exists(path))
            return [path];
        var files = Directory.EnumerateFiles(path).Where(IsLines).Order(StringComparer.Ordinal).ToList();
        return files.Count > 0 ? files : throw new DataSetException($"{path}: a folder without a file of JSON lines; name a data set file");
    }

    /// <summary>A single file read as it says itself goes by its own hash; anything else by the hashes of all that it depends on.</summary>
    private static string Fingerprint(string path, IReadOnlyList<string> files, DataSetOptions options)
    {
        if (files is [var only] && only == path && options.ToString().Length == 0)
            return FileFingerprint.Of(only);
        var parts = files.Select(f => $"{Path.GetRelativePath(path, f)}\t{FileFingerprint.Of(f)}").Append(options.ToString());
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts))));
    }
}
