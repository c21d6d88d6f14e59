namespace TaLo.Models;

/// <summary>One image cannot be used: its format, size or bytes. The sample is skipped, the run goes on.</summary>
public sealed class ImageException : Exception
{
    /// <summary>Creates the exception with its one-line message.</summary>
    public ImageException(string message) : base(message)
    {
    }

    /// <summary>Creates the exception with its one-line message and what caused it.</summary>
    public ImageException(string message, Exception innerException) : base(message, innerException)
    {
    }
}
