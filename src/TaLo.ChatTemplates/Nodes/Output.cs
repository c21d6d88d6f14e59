using TaLo.ChatTemplates.Rendering;
using TaLo.ChatTemplates.Values;

namespace TaLo.ChatTemplates.Nodes;

/// <summary>Text outside tags.</summary>
internal sealed class Data(string text, int line) : Statement(line)
{
    protected override Flow Do(Run run)
    {
        run.Output.Append(text);
        return Flow.Next;
    }
}

/// <summary><c>{{ expression }}</c></summary>
internal sealed class Output(Expression expression, int line) : Statement(line)
{
    protected override Flow Do(Run run)
    {
        run.Output.Append(Writing.Text(expression.Evaluate(run), run.Budget).Text);
        return Flow.Next;
    }
}

/// <summary><c>{% generation %}</c>: marks what the assistant said, for training; the text is the same.</summary>
internal sealed class Generation(Body body, int line) : Statement(line)
{
    protected override Flow Do(Run run)
    {
        var outer = run.Scope;
        run.Scope = run.NewScope(outer);
        body.Execute(run);
        run.Scope = outer;
        return Flow.Next;
    }
}
