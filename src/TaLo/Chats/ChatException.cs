namespace TaLo.Chats;

/// <summary>A chat cannot do what was asked; the message is one line that says why and what to do.</summary>
public sealed class ChatException : TaLoException
{
    /// <summary>Creates the exception with its one-line message.</summary>
    public ChatException(string message) : base(message)
    {
    }

    /// <summary>Creates the exception with its one-line message and what caused it.</summary>
    public ChatException(string message, Exception innerException) : base(message, innerException)
    {
    }
}
