namespace TaLo.LlamaCpp.Graph;

/// <summary>A pass cannot start in the middle; the same pass from the beginning can still be made.</summary>
internal sealed class ResumeException(string message) : Exception(message);
