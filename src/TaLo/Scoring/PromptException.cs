namespace TaLo.Scoring;

/// <summary>A prompt template cannot be used: the message is one line that names the file, the line and the way out.</summary>
public sealed class PromptException : TaLoException
{
    /// <summary>Creates the exception with its one-line message.</summary>
    public PromptException(string message) : base(message)
    {
    }

    /// <summary>Creates the exception with its one-line message and what caused it.</summary>
    public PromptException(string message, Exception innerException) : base(message, innerException)
    {
    }
}
