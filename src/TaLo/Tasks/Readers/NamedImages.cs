using System.IO.Hashing;
using System.Security.Cryptography;
using System.Text;
using TaLo.Models;
using TaLo.Tasks.Tables;

namespace TaLo.Tasks.Readers;

/// <summary>
/// What a data set depends on besides its own files: the image files that its rows name. Results are never reported as those
/// of an image that stands behind the same path now, so each is glanced at (<see cref="FileGlance"/>), once, while the catalogue
/// is read.
/// </summary>
/// <param name="images">Reads the rows' images.</param>
internal sealed class NamedImages(RowImages images) : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly HashSet<UInt128> _seen = [];

    /// <summary>Whether a row names a file, be it there or not.</summary>
    public bool NamesFiles { get; private set; }

    /// <summary>Takes in the next row.</summary>
    public void Add(Row row)
    {
        foreach (var (path, file) in images.FilesOf(row))
        {
            NamesFiles = true;
            if (file is not null && _seen.Add(XxHash128.HashToUInt128(Encoding.UTF8.GetBytes(file.FullName))))
                _hash.AppendData(Encoding.UTF8.GetBytes($"{path}\t{Glance(file)}\n"));
        }
    }

    /// <summary>A hash of all of them, lower-case hex; null where there are none.</summary>
    public string? Hash() => _seen.Count > 0 ? Convert.ToHexStringLower(_hash.GetHashAndReset()) : null;

    /// <inheritdoc/>
    public void Dispose() => _hash.Dispose();

    private static string Glance(FileInfo file)
    {
        try
        {
            SpecialFile.Refuse(file.FullName);
            return FileGlance.Of(file.FullName);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Its rows will be skipped, and say why.
            return "none";
        }
    }
}
