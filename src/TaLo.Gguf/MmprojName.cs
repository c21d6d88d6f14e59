using System.Globalization;
using System.Text.RegularExpressions;

namespace TaLo.Gguf;

/// <summary>Compares mmproj files with models by their names.</summary>
internal static partial class MmprojName
{
    private static readonly char[] Separators = ['-', '_', '.', ' '];

    /// <summary>Words that say how a file is stored and not which model it belongs to.</summary>
    private static readonly HashSet<string> Neutral =
    [
        "mmproj", "model", "gguf", "vision", "f16", "f32", "bf16", "fp16", "fp32",
        "of", "k", "m", "s", "l", "xs", "xl", "ud", "0", "1",
    ];

    /// <summary>The words of the file's name that say which model it is, in lower case.</summary>
    public static HashSet<string> Words(ModelFile file) =>
    [
        .. Path.GetFileNameWithoutExtension(file.Path).ToLowerInvariant()
            .Split(Separators, StringSplitOptions.RemoveEmptyEntries)
            .Where(word => !Neutral.Contains(word) && !IsQuantization(word) && !IsPartNumber(word)),
    ];

    /// <summary>All words of some names, in lower case.</summary>
    public static HashSet<string> AllWords(IEnumerable<string> names) =>
        [.. names.SelectMany(name => name.ToLowerInvariant().Split(Separators, StringSplitOptions.RemoveEmptyEntries))];

    /// <summary>How alike two names are: shared words among all words, 0 to 1.</summary>
    public static double Likeness(HashSet<string> words, HashSet<string> others) =>
        words.Intersect(others).Count() / Math.Max(1.0, words.Union(others).Count());

    /// <summary>A rank: 16 bits first, which every device computes with, then 8, then what only some can.</summary>
    public static int Precision(ModelFile file) => file.FileType switch
    {
        "F16" => 0,
        "Q8_0" => 1,
        "BF16" => 2,
        "all F32" => 3,
        _ => 4,
    };

    /// <summary>Bits of a weight by the name of the quantisation, as llama.cpp compares them; 16 where it says none.</summary>
    public static int Bits(ModelFile file) =>
        QuantizationName().Match(file.FileType) is { Success: true } match ? int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) : 16;

    [GeneratedRegex("(?:Q|F|FP)([0-9]{1,2})")]
    private static partial Regex QuantizationName();

    private static bool IsQuantization(string word) =>
        word.TrimStart('i', 't') is ['q', >= '1' and <= '9', ..];

    private static bool IsPartNumber(string word) => word.Length == 5 && word.All(char.IsAsciiDigit);
}
