namespace TaLo.Storage;

/// <summary>
/// Results cannot be stored or read: the message is one line that names the file, the place and the way out.
/// Nothing that was stored before is lost by it.
/// </summary>
public sealed class StoreException : TaLoException
{
    /// <summary>Creates the exception with its one-line message.</summary>
    public StoreException(string message) : base(message)
    {
    }

    /// <summary>Creates the exception with its one-line message and what caused it.</summary>
    public StoreException(string message, Exception innerException) : base(message, innerException)
    {
    }
}
