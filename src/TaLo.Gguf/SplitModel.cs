using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using TaLo.Models;

namespace TaLo.Gguf;

/// <summary>Models that come in several files, named <c>NAME-00001-of-00003.gguf</c> and so on.</summary>
public static partial class SplitModel
{
    /// <summary>llama.cpp is always given the first part; the others follow from its name.</summary>
    /// <returns>The first part's path; the path itself for a model in one file.</returns>
    public static string FirstPart(string path) => Parse(path) is { } split ? split.Part(1) : path;

    /// <summary>Reads the headers of all parts of a model, or of its one file.</summary>
    /// <param name="path">The file, or any of the parts.</param>
    /// <exception cref="ModelException">A part is missing or broken, or was renamed so that the others cannot be found.</exception>
    public static IReadOnlyList<GgufFile> ReadParts(string path)
    {
        var first = GgufFile.Read(FirstPart(path));
        var count = first.GetUInt32("split.count") ?? 1;
        if (count <= 1)
            return [first];

        var split = Parse(path);
        if (split is null || split.Count != count)
        {
            throw new ModelException(
                $"{path}: this is one of {count} parts; give all parts their original names (…-00001-of-{count:D5}.gguf)");
        }

        return [first, .. Enumerable.Range(2, (int)count - 1).Select(number => ReadPart(split, number))];
    }

    /// <summary>What a model is known by: the SHA-256 of its one file; of a model in parts, of the parts' own in their order.</summary>
    /// <param name="path">The file, or any of the parts.</param>
    /// <exception cref="ModelException">A part is missing or broken, or was renamed so that the others cannot be found.</exception>
    public static string Fingerprint(string path)
    {
        List<string> hashes = [.. ReadParts(path).Select(p => FileFingerprint.Of(p.Path))];
        return hashes is [var only] ? only : Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(string.Join('\n', hashes))));
    }

    private static GgufFile ReadPart(Split split, int number)
    {
        var path = split.Part(number);
        if (!File.Exists(path))
            throw new ModelException($"{path} is missing: part {number} of {split.Count}; download it into the same folder");

        return GgufFile.Read(path);
    }

    private static Split? Parse(string path)
    {
        var match = PartName().Match(path);
        if (!match.Success)
            return null;

        var count = int.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture);
        return count > 0 ? new Split(match.Groups[1].Value, count, match.Groups[3].Value) : null;
    }

    [GeneratedRegex(@"^(.+)-[0-9]{5}-of-([0-9]{5})(\.gguf)$", RegexOptions.Singleline | RegexOptions.IgnoreCase)]
    private static partial Regex PartName();

    private sealed record Split(string Prefix, int Count, string Ending)
    {
        public string Part(int number) => $"{Prefix}-{number:D5}-of-{Count:D5}{Ending}";
    }
}
