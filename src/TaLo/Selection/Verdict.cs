namespace TaLo.Selection;

/// <summary>What a protocol decided.</summary>
public enum Verdict
{
    /// <summary>A knockout is applied to the task.</summary>
    Chosen,

    /// <summary>No layer is bypassed: nothing helped, or the evidence is missing.</summary>
    None,

    /// <summary>The task has too few samples: nothing was tried.</summary>
    Skipped,
}
