namespace TaLo;

/// <summary>
/// Something the user can mend. The message is one line that names the file, the place and the way out; the
/// program prints it and exits with 1.
/// </summary>
public abstract class TaLoException : Exception
{
    /// <summary>Creates the exception with its one-line message.</summary>
    protected TaLoException(string message) : base(message)
    {
    }

    /// <summary>Creates the exception with its one-line message and what caused it.</summary>
    protected TaLoException(string message, Exception innerException) : base(message, innerException)
    {
    }
}
