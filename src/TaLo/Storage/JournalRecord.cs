using System.Text.Json;

namespace TaLo.Storage;

/// <summary>Where a line stands in its journal.</summary>
/// <param name="Line">Its number, 1-based.</param>
/// <param name="Start">Its first byte.</param>
/// <param name="Length">Its bytes, without the newline.</param>
/// <param name="Sum">Its checksum; 0 where it is damaged.</param>
internal readonly record struct LinePlace(int Line, long Start, int Length, ulong Sum)
{
    /// <summary>Where its newline is.</summary>
    public long End => Start + Length;
}

/// <summary>What a reader of a journal finds at one place.</summary>
/// <param name="Place">Where.</param>
/// <param name="Bytes">The line without its newline; valid until the next record is read.</param>
/// <param name="IsWhole">Whether its checksum is right.</param>
/// <param name="IsTorn">Whether it is what a write left at the end that was broken off.</param>
internal readonly record struct JournalRecord(LinePlace Place, ReadOnlyMemory<byte> Bytes, bool IsWhole, bool IsTorn)
{
    /// <summary>The entry of a whole line.</summary>
    /// <exception cref="JsonException">It is none that this TaLo knows.</exception>
    public JournalEntry Entry() => JournalLine.Decode(Bytes.Span);
}
