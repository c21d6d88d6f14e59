using System.Text.Json.Serialization;

namespace TaLo.Tasks.Readers;

/// <summary>How a data set is to be read, where its own columns do not say it, or say otherwise.</summary>
public sealed record DataSetOptions
{
    /// <summary>As the file itself says.</summary>
    public static DataSetOptions Default { get; } = new();

    /// <summary>The column that makes a task; null for the format's own.</summary>
    public string? By { get; init; }

    /// <summary>The file's columns by what they are to be taken for: <c>question</c> → <c>query</c>.</summary>
    public IReadOnlyList<ColumnName> Columns { get; init; } = [];

    /// <summary>The split that is read, where a folder holds several; null for the only one.</summary>
    public string? Split { get; init; }

    /// <summary>A folder of the images that rows name; null for the data set's own.</summary>
    public string? Images { get; init; }

    /// <summary>What answers that are places of options are counted from, 0 or 1; null for what the rows say.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? LabelsFrom { get; init; }

    /// <summary>Whether nothing is asked for that is not in the file.</summary>
    [JsonIgnore]
    public bool IsDefault => By is null && Columns.Count == 0 && Split is null && Images is null && LabelsFrom is null;

    /// <summary>Whether it must have answers, as it must to be scored; else its questions may just be asked.</summary>
    [JsonIgnore]
    public bool Answered { get; init; } = true;

    /// <summary>Reads <c>question=query,answer=label</c>.</summary>
    /// <exception cref="SelectionException">It is not written so.</exception>
    public static IReadOnlyList<ColumnName> ParseColumns(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return [.. text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(pair =>
            pair.Split('=', StringSplitOptions.TrimEntries) is [{ Length: > 0 } role, { Length: > 0 } column]
                ? new ColumnName(role, column)
                : throw new SelectionException($"--columns {pair}: write question=COLUMN, several separated by commas"))];
    }

    /// <summary>What a data set's rows and tasks depend on beside its file, in one line; empty for <see cref="Default"/>.</summary>
    public override string ToString() => string.Join(' ', new[]
    {
        By is null ? null : $"--by {By}",
        Columns.Count == 0 ? null : $"--columns {string.Join(',', Columns.Select(c => $"{c.Role}={c.Column}"))}",
        Split is null ? null : $"--split {Split}",
        LabelsFrom is null ? null : $"--labels-from {LabelsFrom}",
    }.OfType<string>());
}

/// <summary>A column of a file and what it is to be taken for.</summary>
/// <param name="Role">What it is: question, answer, options, image, hint, task, group, index, or a format's own column.</param>
/// <param name="Column">What the file calls it.</param>
public readonly record struct ColumnName(string Role, string Column);
