using TaLo.ChatTemplates;
using TaLo.Models;

namespace TaLo.LlamaCpp.Prompts;

/// <summary>A model's own chat template, rendered with its own tokens.</summary>
internal sealed class ModelChatTemplate
{
    private readonly ChatTemplate template;
    private readonly Vocabulary vocabulary;

    /// <summary>Parses the template.</summary>
    /// <exception cref="ModelException">The template is not understood.</exception>
    public ModelChatTemplate(string source, Vocabulary vocabulary)
    {
        this.vocabulary = vocabulary;
        try
        {
            template = ChatTemplate.Parse(source);
        }
        catch (TemplateException e)
        {
            throw Unusable("cannot be used", e);
        }
    }

    /// <summary>Renders a conversation up to where the assistant's answer begins; a model that can think is asked not to.</summary>
    /// <param name="messages">The conversation.</param>
    /// <param name="now">What a template that tells the date takes for now; null for the clock.</param>
    /// <exception cref="ModelException">The template refuses the messages.</exception>
    public string Render(IReadOnlyList<ChatMessage> messages, DateTimeOffset? now)
    {
        try
        {
            var text = template.Render(new TemplateInput([.. messages.Select(m => new TemplateMessage(m.Role, m.Content))])
            {
                BosToken = vocabulary.BeginText,
                EosToken = vocabulary.EndText,
                EnableThinking = false,
                Now = now,
            });
            return WithoutAddedBegin(text);
        }
        catch (TemplateException e)
        {
            throw Unusable("refuses the conversation", e);
        }
    }

    /// <summary>What the tokenizer will add by itself must not stand there twice.</summary>
    private string WithoutAddedBegin(string text) =>
        vocabulary.AddsBegin && vocabulary.BeginText.Length > 0 && text.StartsWith(vocabulary.BeginText, StringComparison.Ordinal)
            ? text[vocabulary.BeginText.Length..]
            : text;

    private static ModelException Unusable(string what, TemplateException e) =>
        new($"the model's chat template {what} (line {e.Line}: {e.Message.ReplaceLineEndings(" ").Trim()}): give a prompt of your own with --prompt FILE", e);
}
