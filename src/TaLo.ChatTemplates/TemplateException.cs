namespace TaLo.ChatTemplates;

/// <summary>
/// A chat template that cannot be used: it is not understood, refuses the conversation (<c>raise_exception</c>), or
/// wants more than the limits allow.
/// </summary>
public sealed class TemplateException : Exception
{
    internal TemplateException(int line, string message, Exception? innerException = null) : base(message, innerException) => Line = line;

    /// <summary>The template's line, from 1.</summary>
    public int Line { get; }
}
