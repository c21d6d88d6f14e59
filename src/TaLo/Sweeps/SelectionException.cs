namespace TaLo.Sweeps;

/// <summary>The layers or tasks asked for do not exist: the message is one line that says which there are.</summary>
public sealed class SelectionException : TaLoException
{
    /// <summary>Creates the exception with its one-line message.</summary>
    public SelectionException(string message) : base(message)
    {
    }

    /// <summary>Creates the exception with its one-line message and what caused it.</summary>
    public SelectionException(string message, Exception innerException) : base(message, innerException)
    {
    }
}
