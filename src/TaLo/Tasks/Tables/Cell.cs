using System.Globalization;

namespace TaLo.Tasks.Tables;

/// <summary>
/// One value of a table, whatever the file's format: text (<see cref="string"/>), a whole number (<see cref="long"/>), another
/// number (<see cref="double"/>), a truth value, bytes, a list of cells, named fields; or nothing.
/// </summary>
internal readonly struct Cell(object? value)
{
    /// <summary>Whether nothing is there.</summary>
    public bool IsMissing => value is null;

    /// <summary>The value as text, exactly; null where it is none, or blank.</summary>
    public string? Text => string.IsNullOrWhiteSpace(Raw) ? null : Raw;

    /// <summary>The same without white space around it.</summary>
    public string? Word => Text?.Trim();

    private string? Raw => value switch
    {
        string text => text,
        bool truth => truth ? "true" : "false",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => null,
    };

    /// <summary>The whole number that it is; null for text, even where that is digits.</summary>
    public long? Number => value switch
    {
        long number => number,
        double real when Math.Abs(real) < 1e15 && Math.Truncate(real) == real => (long)real,
        _ => null,
    };

    /// <summary>Any number that it is.</summary>
    public double? Real => value switch { long number => number, double real => real, _ => null };

    /// <summary>The truth value that it is.</summary>
    public bool? Truth => value as bool?;

    /// <summary>The bytes that it is.</summary>
    public ReadOnlyMemory<byte>? Bytes => value is ReadOnlyMemory<byte> bytes ? bytes : default(ReadOnlyMemory<byte>?);

    /// <summary>The cells of the list that it is.</summary>
    public IReadOnlyList<Cell>? Items => value as IReadOnlyList<Cell>;

    /// <summary>The fields that it has.</summary>
    public IReadOnlyDictionary<string, Cell>? Fields => value as IReadOnlyDictionary<string, Cell>;

    /// <summary>One of its fields; missing where it has none of that name.</summary>
    public Cell this[string field] => Fields is { } fields && fields.TryGetValue(field, out var cell) ? cell : default;
}
