namespace TaLo.Models;

/// <summary>
/// A model cannot do what was asked: the file is broken, the graph is not understood, an intervention did not apply.
/// The message is one line that names the file or the place and the way out.
/// </summary>
public sealed class ModelException : TaLoException
{
    /// <summary>Creates the exception with its one-line message.</summary>
    public ModelException(string message) : base(message)
    {
    }

    /// <summary>Creates the exception with its one-line message and what caused it.</summary>
    public ModelException(string message, Exception innerException) : base(message, innerException)
    {
    }
}
