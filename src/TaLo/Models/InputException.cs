namespace TaLo.Models;

/// <summary>One prompt cannot be used: an image is broken or too large, or the whole does not fit the context. The sample is skipped, the run goes on.</summary>
public sealed class InputException : TaLoException
{
    /// <summary>Creates the exception with its one-line message.</summary>
    public InputException(string message) : base(message)
    {
    }

    /// <summary>Creates the exception with its one-line message and what caused it.</summary>
    public InputException(string message, Exception innerException) : base(message, innerException)
    {
    }
}
