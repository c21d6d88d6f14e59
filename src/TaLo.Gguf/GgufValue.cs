namespace TaLo.Gguf;

/// <summary>One metadata value.</summary>
/// <param name="Type">Its type; for arrays <see cref="GgufValueType.Array"/>.</param>
/// <param name="Content">
/// A number, a bool or a string; for arrays an <c>IReadOnlyList&lt;object&gt;</c>. Null where it is too large to be
/// kept: long arrays, such as a vocabulary, and texts of more than a mebibyte.
/// </param>
/// <param name="ItemType">The type of an array's items, null for anything else.</param>
/// <param name="Count">Items of an array, 1 for anything else.</param>
public sealed record GgufValue(GgufValueType Type, object? Content, GgufValueType? ItemType = null, long Count = 1)
{
    /// <summary>An array's items, or null where this is no array or one too large to be kept.</summary>
    public IReadOnlyList<object>? Items => Content as IReadOnlyList<object>;
}
