namespace TaLo.ChatTemplates;

/// <summary>What a chat template is rendered with.</summary>
/// <param name="Messages">The conversation.</param>
public sealed record TemplateInput(IReadOnlyList<TemplateMessage> Messages)
{
    /// <summary>Whether the prompt ends where the assistant's answer begins.</summary>
    public bool AddGenerationPrompt { get; init; } = true;

    /// <summary>The text of the token that begins a text, empty for none.</summary>
    public string BosToken { get; init; } = "";

    /// <summary>The text of the token that ends a text, empty for none.</summary>
    public string EosToken { get; init; } = "";

    /// <summary>What a template finds in <c>enable_thinking</c>; null leaves the variable undefined.</summary>
    public bool? EnableThinking { get; init; }

    /// <summary>The time that a template reads from <c>strftime_now</c>; null for the clock's.</summary>
    public DateTimeOffset? Now { get; init; }
}
