namespace TaLo.Profiles;

/// <summary>A profile cannot be found, read or applied.</summary>
public sealed class ProfileException : TaLoException
{
    /// <summary>Creates the exception with its one-line message.</summary>
    public ProfileException(string message) : base(message)
    {
    }

    /// <summary>Creates the exception with its one-line message and what caused it.</summary>
    public ProfileException(string message, Exception innerException) : base(message, innerException)
    {
    }
}
