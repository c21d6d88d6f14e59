using TaLo.ChatTemplates.Nodes;
using TaLo.ChatTemplates.Rendering;
using TaLo.ChatTemplates.Syntax;

namespace TaLo.ChatTemplates;

/// <summary>
/// A model's chat template: Jinja as transformers sets it up. It is parsed once and rendered many times, from any thread.
/// </summary>
public sealed class ChatTemplate
{
    private static readonly TemplateLimits ProbeLimits = new() { Steps = 20_000, Memory = 2 << 20 };
    private readonly Body body;
    private readonly Lazy<bool> wantsParts;

    private ChatTemplate(Body body)
    {
        this.body = body;
        wantsParts = new Lazy<bool>(() => !Shows(asParts: false) && Shows(asParts: true));
    }

    /// <summary>Parses a template.</summary>
    /// <exception cref="TemplateException">It is not understood.</exception>
    public static ChatTemplate Parse(string source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return new ChatTemplate(Parser.Parse(source));
    }

    /// <summary>
    /// Renders a conversation. Contents are given as text; a template that reads only lists of parts gets one part of text.
    /// </summary>
    /// <exception cref="TemplateException">
    /// The template refuses the conversation, is not understood, or wants more than the limits.
    /// </exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public string Render(TemplateInput input, TemplateLimits? limits = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(input);
        return Render(input, wantsParts.Value, limits ?? TemplateLimits.Default, cancellationToken);
    }

    /// <summary>Whether a message's content comes out: given text, templates of some vision models leave it out in silence.</summary>
    private bool Shows(bool asParts)
    {
        const string Content = "what is said";
        try
        {
            return Render(new TemplateInput([new("user", Content)]), asParts, ProbeLimits, CancellationToken.None)
                .Contains(Content, StringComparison.Ordinal);
        }
        catch (TemplateException)
        {
            return false;
        }
    }

    private string Render(TemplateInput input, bool asParts, TemplateLimits limits, CancellationToken cancellationToken)
    {
        var budget = new Budget(limits, input, cancellationToken);
        var run = new Run(budget, InputScope.Of(input, asParts), input.Now ?? DateTimeOffset.Now);
        try
        {
            body.Execute(run);
            return run.Output.ToString();
        }
        catch (Refusal refusal)
        {
            throw new TemplateException(run.Line, refusal.Message, refusal);
        }
    }
}
