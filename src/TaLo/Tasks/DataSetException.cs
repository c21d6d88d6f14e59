namespace TaLo.Tasks;

/// <summary>A data set file cannot be used at all: the message is one line that names the file, the place and the way out.</summary>
public sealed class DataSetException : TaLoException
{
    /// <summary>Creates the exception with its one-line message.</summary>
    public DataSetException(string message) : base(message)
    {
    }

    /// <summary>Creates the exception with its one-line message and what caused it.</summary>
    public DataSetException(string message, Exception innerException) : base(message, innerException)
    {
    }
}
