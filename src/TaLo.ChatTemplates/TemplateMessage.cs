namespace TaLo.ChatTemplates;

/// <summary>One message of a conversation.</summary>
/// <param name="Role">Who speaks: <c>system</c>, <c>user</c> or <c>assistant</c>.</param>
/// <param name="Content">What is said. An image is whatever marker its reader looks for in the prompt.</param>
public sealed record TemplateMessage(string Role, string Content);
