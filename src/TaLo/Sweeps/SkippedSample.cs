namespace TaLo.Sweeps;

/// <summary>A sample that could not be used and was passed over.</summary>
/// <param name="Task">Its task.</param>
/// <param name="Index">Its index in the data set.</param>
/// <param name="Reason">Why, in one line.</param>
public sealed record SkippedSample(string Task, string Index, string Reason);
