namespace TaLo.Tasks;

/// <summary>How many samples a data set has for one task.</summary>
/// <param name="Task">The task.</param>
/// <param name="TaskGroup">Its group of tasks, or null.</param>
/// <param name="Samples">Rows of that task and group, usable or not.</param>
public sealed record TaskCount(string Task, string? TaskGroup, int Samples);
