namespace TaLo.Selection;

/// <summary>Results that cannot be judged: rows contradict each other, or a score is no number. The message is one line.</summary>
public sealed class OutcomeException : TaLoException
{
    /// <summary>Creates the exception with its one-line message.</summary>
    public OutcomeException(string message) : base(message)
    {
    }

    /// <summary>Creates the exception with its one-line message and what caused it.</summary>
    public OutcomeException(string message, Exception innerException) : base(message, innerException)
    {
    }
}
