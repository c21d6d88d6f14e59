using System.Globalization;
using System.Text.RegularExpressions;

namespace TaLo.Sweeps;

/// <summary>
/// One of several parts of a sweep that together are the whole: its samples are dealt out like cards, task by task,
/// in the order of <see cref="SampleSelection"/>. A task's samples come to the shards in numbers that differ by at most
/// one, and which shard a sample comes to depends neither on the number of samples asked for nor on the tasks asked for.
/// </summary>
/// <param name="Number">Which part, 1…<paramref name="Count"/>.</param>
/// <param name="Count">How many parts.</param>
public sealed partial record Shard(int Number, int Count)
{
    /// <summary>Reads <c>i/n</c>.</summary>
    /// <exception cref="SelectionException">It is no such text, or the number is not from 1 to n.</exception>
    public static Shard Parse(string text)
    {
        var parts = Form().Match(text);
        if (!parts.Success || !Read(parts.Groups[1], out var number) || !Read(parts.Groups[2], out var count) || number < 1 || number > count)
            throw new SelectionException($"shard '{text}': write i/n with i from 1 to n, for example 1/4");
        return new Shard(number, count);
    }

    /// <summary>Whether a sample is in this shard.</summary>
    /// <param name="task">The place of its task in the data set, 0-based; it says which shard gets the first sample.</param>
    /// <param name="sample">Its place in its task's order, 0-based.</param>
    public bool Has(int task, int sample) => ((long)task + sample) % Count == Number - 1;

    /// <summary><c>i/n</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Number}/{Count}");

    private static bool Read(Group digits, out int number) =>
        int.TryParse(digits.Value, NumberStyles.None, CultureInfo.InvariantCulture, out number);

    [GeneratedRegex("^([0-9]+)/([0-9]+)$")]
    private static partial Regex Form();
}
