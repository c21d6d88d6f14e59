using TaLo.ChatTemplates.Values;

namespace TaLo.ChatTemplates.Rendering;

/// <summary>One rendering: where it is, what it has set and written, and what it may still use.</summary>
internal sealed class Run
{
    public Run(Budget budget, Scope globals, DateTimeOffset now)
    {
        Budget = budget;
        Scope = globals;
        Now = now;
        Output = new TextBuilder(budget, isPrompt: true);
    }

    /// <summary>What is left of the limits.</summary>
    public Budget Budget { get; }

    /// <summary>The time that the template sees.</summary>
    public DateTimeOffset Now { get; }

    /// <summary>The variables in sight.</summary>
    public Scope Scope { get; set; }

    /// <summary>Where text goes.</summary>
    public TextBuilder Output { get; private set; }

    /// <summary>The line being evaluated; after an exception, the one that failed.</summary>
    public int Line { get; private set; } = 1;

    /// <summary>Begins an expression or statement.</summary>
    /// <returns>The line to come back to.</returns>
    public int Enter(int line)
    {
        Budget.Enter();
        (var outer, Line) = (Line, line);
        return outer;
    }

    /// <summary>Ends an expression or statement.</summary>
    public void Leave(int outerLine)
    {
        Budget.Leave();
        Line = outerLine;
    }

    /// <summary>A new scope inside another.</summary>
    public Scope NewScope(Scope outer)
    {
        Budget.Allocate(320);
        return new Scope(outer);
    }

    /// <summary>What a body writes, in a scope of its own.</summary>
    public TextValue Capture(Scope scope, Action<Run> body)
    {
        var (output, outer) = (Output, Scope);
        (Output, Scope) = (new TextBuilder(Budget), scope);
        body(this);
        var text = Output.ToString();
        (Output, Scope) = (output, outer);
        return TextValue.Of(text, Budget);
    }
}
