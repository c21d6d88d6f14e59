namespace TaLo.ChatTemplates;

/// <summary>
/// A chat template that cannot be used: it is not understood, refuses the conversation (<c>raise_exception</c>), or
/// wants more than the limits allow.
/// </summary>
public sealed class TemplateException : Exception
{
    private const int LongestMessage = 500;

    // A template may raise a text of any length.
    internal TemplateException(int line, string message, Exception? innerException = null)
        : base(message.Length <= LongestMessage ? message : message[..LongestMessage] + "…", innerException) => Line = line;

    /// <summary>The template's line, from 1.</summary>
    public int Line { get; }
}
