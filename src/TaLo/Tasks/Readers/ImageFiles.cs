using TaLo.Tasks.Tables;

namespace TaLo.Tasks.Readers;

/// <summary>Finds image files that rows name: beside the data, in its folders of images, or where VLMEvalKit puts them.</summary>
/// <param name="name">The data set's name.</param>
/// <param name="folder">A folder that the user named, or null.</param>
internal sealed class ImageFiles(string name, string? folder)
{
    /// <summary>The file; null where it is nowhere.</summary>
    /// <param name="path">What the row says.</param>
    /// <param name="beside">The row's own file.</param>
    public FileInfo? Find(string path, string beside)
    {
        try
        {
            return Candidates(path, beside).Select(p => new FileInfo(p)).FirstOrDefault(f => f.Exists);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>What is said where it is nowhere.</summary>
    public SampleException Missing(string path, string beside, string where)
    {
        var shown = path.Length > 200 ? path[..200] + "…" : path;
        if (path.StartsWith("http://", StringComparison.Ordinal) || path.StartsWith("https://", StringComparison.Ordinal))
            return new SampleException(where + $"its image {shown} is on the web; download it first");
        return new SampleException(where + $"its image file {shown} does not exist beside {Path.GetFileName(beside)}, nor in "
            + (folder is null ? "images/ there; --images FOLDER says where it is" : folder));
    }

    /// <summary>Reads one.</summary>
    /// <exception cref="SampleException">It cannot be read, or is too large.</exception>
    public static byte[] Read(FileInfo file, string where)
    {
        try
        {
            if (file.Length > DataFile.MaxRowBytes)
                throw new SampleException(where + $"its image file {file.FullName} is larger than 256 MiB");
            SpecialFile.Refuse(file.FullName);
            return File.ReadAllBytes(file.FullName);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SampleException(where + $"its image file {file.FullName} cannot be read: {e.Message}", e);
        }
    }

    private IEnumerable<string> Candidates(string path, string beside)
    {
        var home = Path.GetDirectoryName(Path.GetFullPath(beside)) ?? "/";
        if (folder is not null)
            yield return Path.Combine(folder, path);
        yield return Path.Combine(home, path);
        yield return Path.Combine(home, "images", path);
        foreach (var root in new[] { home, Environment.GetEnvironmentVariable("LMUData") }.OfType<string>().Where(r => r.Length > 0))
        {
            foreach (var set in Sets)
                yield return Path.Combine(root, "images", set, path);
        }
    }

    /// <summary>VLMEvalKit's names of a data set's folder of images: MMBench_DEV_EN has its in MMBench.</summary>
    private IEnumerable<string> Sets
    {
        get
        {
            const string Local = "_local";
            var set = name.EndsWith(Local, StringComparison.Ordinal) ? name[..^Local.Length] : name;
            return new[] { set, set.Split('_')[0] }.Distinct();
        }
    }
}
