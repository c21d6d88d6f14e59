using System.Runtime.InteropServices;
using System.Text;
using TaLo.LlamaCpp.Handles;
using TaLo.LlamaCpp.Native;
using TaLo.Models;

namespace TaLo.LlamaCpp.Prompts;

/// <summary>The model's own chat template, rendered by llama.cpp's Jinja engine.</summary>
internal sealed unsafe class ChatTemplates : IDisposable
{
    private readonly ChatTemplatesHandle handle;

    /// <summary>Parses the template of a model that has one.</summary>
    /// <exception cref="ModelException">The template cannot be parsed.</exception>
    public ChatTemplates(ModelHandle model)
    {
        var error = new byte[1024];
        fixed (byte* e = error)
        {
            handle = new ChatTemplatesHandle(Shim.ChatInit(model, "", e, error.Length));
            if (handle.IsInvalid)
                throw new ModelException($"the model's chat template cannot be used ({OneLine(NativeText.Read(e))}): "
                    + "give a prompt of your own with --prompt FILE");
        }
    }

    /// <summary>Renders a conversation up to where the assistant's answer begins.</summary>
    /// <exception cref="ModelException">The template refuses the messages.</exception>
    public string Render(IReadOnlyList<ChatMessage> messages)
    {
        var roles = messages.Select(m => Marshal.StringToCoTaskMemUTF8(m.Role)).ToArray();
        var contents = messages.Select(m => Marshal.StringToCoTaskMemUTF8(m.Content)).ToArray();
        try
        {
            var buffer = new byte[4096];
            while (true)
            {
                int length;
                fixed (byte* b = buffer)
                fixed (nint* r = roles)
                fixed (nint* c = contents)
                    length = Shim.ChatApply(handle, (byte**)r, (byte**)c, messages.Count, true, b, buffer.Length);
                if (length < 0)
                    throw new ModelException("the model's chat template refuses the conversation: "
                        + OneLine(Encoding.UTF8.GetString(buffer, 0, Array.IndexOf(buffer, (byte)0))));
                if (length < buffer.Length)
                    return Encoding.UTF8.GetString(buffer, 0, length);
                buffer = new byte[length + 1];
            }
        }
        finally
        {
            foreach (var p in roles.Concat(contents))
                Marshal.FreeCoTaskMem(p);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => handle.Dispose();

    private static string OneLine(string text) => text.ReplaceLineEndings(" ").Trim();
}
