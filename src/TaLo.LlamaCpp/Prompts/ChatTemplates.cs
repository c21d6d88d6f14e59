using TaLo.Models;

namespace TaLo.LlamaCpp.Prompts;

/// <summary>placeholder until the renderer lands</summary>
internal sealed class ChatTemplates : IDisposable
{
    public ChatTemplates(string template) { }
    public string Render(IReadOnlyList<ChatMessage> messages) => throw new NotImplementedException();
    public void Dispose() { }
}
