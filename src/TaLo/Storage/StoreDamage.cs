using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace TaLo.Storage;

/// <summary>Something in a store that cannot be read any more, or cannot be believed. It is left out of every answer.</summary>
/// <param name="File">The file.</param>
/// <param name="Line">Its line, 1-based; 0 where it is the file as a whole.</param>
/// <param name="Reason">What is wrong with it, in a few words.</param>
/// <param name="Task">The task of what is lost, as far as that can still be read, or null.</param>
/// <param name="Index">The sample, as far as that can still be read, or null.</param>
public sealed partial record StoreDamage(string File, int Line, string Reason, string? Task = null, string? Index = null)
{
    private const string Broken = "damaged";
    private const int LongestName = 80;
    private const int Listable = 3;

    /// <summary>The damage in one line: file, place, what is lost.</summary>
    public override string ToString()
    {
        var lost = (Task, Index) switch
        {
            ({ } task, { } index) => $" (task {task}, sample {index})",
            ({ } task, null) => $" (task {task})",
            (null, { } index) => $" (sample {index})",
            _ => "",
        };
        return $"{File}{(Line > 0 ? $", line {Line}" : "")}: {Reason}{lost}";
    }

    /// <summary>How many there are, and the first of them by name.</summary>
    internal static string Listed(IReadOnlyList<StoreDamage> damages) =>
        $"{damages.Count} damaged and left out: {string.Join("; ", damages.Take(Listable))}"
        + (damages.Count > Listable ? $"; and {damages.Count - Listable} more (`talo store check` lists them)" : "");

    /// <summary>A line whose checksum is wrong; task and sample are what its bytes still say.</summary>
    internal static StoreDamage OfLine(string file, int line, ReadOnlySpan<byte> bytes)
    {
        var text = Encoding.UTF8.GetString(bytes[..Math.Min(bytes.Length, 4096)]);
        return new StoreDamage(file, line, Broken, Name(TaskOf().Match(text)), Name(IndexOf().Match(text)));
    }

    /// <summary>Adds such a line. A byte that became a newline has made two of one: they are told as one.</summary>
    internal static void AddLine(List<StoreDamage> damages, string file, JournalRecord record)
    {
        var damage = OfLine(file, record.Place.Line, record.Bytes.Span);
        if (damages is [.., { Reason: Broken } last] && last.Line == damage.Line - 1 && (last.Index is null || damage.Index is null))
            damages[^1] = last with { Task = last.Task ?? damage.Task, Index = last.Index ?? damage.Index };
        else
            damages.Add(damage);
    }

    private static string? Name(Match match)
    {
        if (!match.Success)
            return null;
        string name;
        try
        {
            name = JsonSerializer.Deserialize<string>(match.Groups[1].Value)!;
        }
        catch (JsonException)
        {
            name = match.Groups[1].Value;
        }

        return new string([.. name.Where(c => !char.IsControl(c)).Take(LongestName)]);
    }

    [GeneratedRegex(@"""task"":(""(?:[^""\\]|\\.)*"")")]
    private static partial Regex TaskOf();

    [GeneratedRegex(@"""index"":(""(?:[^""\\]|\\.)*"")")]
    private static partial Regex IndexOf();
}
