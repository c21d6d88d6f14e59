namespace TaLo.Tasks;

/// <summary>Where a row stands in its file.</summary>
/// <param name="Offset">Its first byte.</param>
/// <param name="Line">Its first line, 1-based.</param>
internal readonly record struct TsvPlace(long Offset, long Line);
