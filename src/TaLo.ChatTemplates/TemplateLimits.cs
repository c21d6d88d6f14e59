namespace TaLo.ChatTemplates;

/// <summary>
/// How much one rendering may use: a template comes with a model file and is not to be trusted. A long conversation
/// honestly needs more, so each message adds steps, and each character of the messages adds memory and output.
/// </summary>
public sealed record TemplateLimits
{
    /// <summary>Some hundred times what published templates use.</summary>
    public static TemplateLimits Default { get; } = new();

    /// <summary>Expressions and statements evaluated; work on long texts and lists counts by its length.</summary>
    public int Steps { get; init; } = 200_000;

    /// <summary>Expressions, statements, macro calls and lists inside one another.</summary>
    public int Depth { get; init; } = 400;

    /// <summary>Bytes allocated in all, estimated.</summary>
    public int Memory { get; init; } = 16 << 20;

    /// <summary>Characters of the prompt.</summary>
    public int Output { get; init; } = 1 << 20;

    /// <summary>Time by the clock: the backstop behind the other limits, which do not depend on the machine.</summary>
    public TimeSpan Time { get; init; } = TimeSpan.FromSeconds(5);
}
