namespace TaLo.Selection;

/// <summary>A protocol's choice in short.</summary>
/// <param name="Column">The chosen column of the table; 0 for none, the base model.</param>
/// <param name="Split">How the samples were split, or null where the task was skipped.</param>
public readonly record struct Choice(int Column, SampleSplit? Split)
{
    /// <summary>Whether the task has too few samples for the protocol.</summary>
    public bool Skipped => Split is null;
}
