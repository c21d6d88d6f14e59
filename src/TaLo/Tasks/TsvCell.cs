using System.Text;
using CsvHelper;

namespace TaLo.Tasks;

/// <summary>Reads cells; what pandas writes for a missing value (nothing, or <c>nan</c>) is absent.</summary>
internal static class TsvCell
{
    public static string? Text(CsvReader row, int column) =>
        Bytes(row, column).IsEmpty ? null : row.GetString(column);

    /// <summary>The cell's UTF-8 bytes without white space around them; empty where it is absent.</summary>
    public static ReadOnlySpan<byte> Bytes(CsvReader row, int column)
    {
        if (column < 0) return [];
        var cell = row.GetSpan(column);
        var trimmed = cell[Ascii.Trim(cell)];
        return trimmed.SequenceEqual("nan"u8) ? [] : trimmed;
    }
}
