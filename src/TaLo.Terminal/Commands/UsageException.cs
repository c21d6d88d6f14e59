namespace TaLo.Terminal.Commands;

/// <summary>Options that contradict each other, which shows only where they are read; nothing was opened yet.</summary>
/// <param name="message">One line that says why.</param>
internal sealed class UsageException(string message) : Exception(message);
