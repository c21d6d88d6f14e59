namespace TaLo.ChatTemplates.Rendering;

/// <summary>Ends a rendering from where the template's line is not known; the rendering adds it.</summary>
internal sealed class Refusal(string message) : Exception(message);
