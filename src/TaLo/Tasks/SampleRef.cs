namespace TaLo.Tasks;

/// <summary>Where a sample stands in its data set: enough to choose it, without its image in memory.</summary>
/// <param name="Index">The row's <c>index</c>.</param>
/// <param name="Task">Its <c>category</c>.</param>
/// <param name="TaskGroup">Its <c>l2-category</c>, or null.</param>
/// <param name="Offset">Where the row begins in the file, in bytes.</param>
public readonly record struct SampleRef(string Index, string Task, string? TaskGroup, long Offset);
