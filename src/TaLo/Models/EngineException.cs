namespace TaLo.Models;

/// <summary>The native engine is missing, of another version, or lacks the device asked for.</summary>
public sealed class EngineException : TaLoException
{
    /// <summary>Creates the exception with its one-line message.</summary>
    public EngineException(string message) : base(message)
    {
    }

    /// <summary>Creates the exception with its one-line message and what caused it.</summary>
    public EngineException(string message, Exception innerException) : base(message, innerException)
    {
    }
}
