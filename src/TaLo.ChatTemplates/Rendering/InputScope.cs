using TaLo.ChatTemplates.Library;
using TaLo.ChatTemplates.Values;

namespace TaLo.ChatTemplates.Rendering;

/// <summary>The outermost scope: the renderer's functions, and the conversation as a template sees it.</summary>
internal static class InputScope
{
    /// <param name="input">The conversation.</param>
    /// <param name="asParts">Whether a content is a list of parts, instead of text.</param>
    public static Scope Of(TemplateInput input, bool asParts)
    {
        var scope = new Scope(null);
        Globals.Fill(scope);
        scope.Set("messages", new ListValue([.. input.Messages.Select(m => Message(m, asParts))]));
        scope.Set("add_generation_prompt", BoolValue.Of(input.AddGenerationPrompt));
        scope.Set("bos_token", TextValue.Given(input.BosToken));
        scope.Set("eos_token", TextValue.Given(input.EosToken));
        if (input.EnableThinking is { } thinking)
            scope.Set("enable_thinking", BoolValue.Of(thinking));
        return scope;
    }

    private static DictValue Message(TemplateMessage message, bool asParts)
    {
        var content = TextValue.Given(message.Content);
        return Dict(("role", TextValue.Given(message.Role)), ("content", asParts
            ? new ListValue([Dict(("type", TextValue.Given("text")), ("text", content))])
            : content));
    }

    private static DictValue Dict(params (string Key, Value Value)[] entries)
    {
        var dict = new OrderedDictionary<Value, Value>(KeyComparer.Instance);
        foreach (var (key, value) in entries)
            dict[TextValue.Given(key)] = value;
        return new DictValue(dict);
    }
}
