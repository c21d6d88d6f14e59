using TaLo.Models;

namespace TaLo.Storage;

/// <summary>What identifies a row within its sweep.</summary>
/// <param name="Task">The sample's task.</param>
/// <param name="Index">The sample's index in its data set.</param>
/// <param name="Knockout">What was bypassed, or null for the base model.</param>
public readonly record struct RowKey(string Task, string Index, Knockout? Knockout);
