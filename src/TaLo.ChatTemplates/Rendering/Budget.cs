using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace TaLo.ChatTemplates.Rendering;

/// <summary>
/// What is left of one rendering's limits. Whatever could grow is charged before it is made, so that the limits hold
/// whatever the template says.
/// </summary>
internal sealed class Budget
{
    private const int StepsBetweenClocks = 2048;
    private const int StepsOfMessage = 1000;
    private const int BytesOfCharacter = 64;
    private const int OutputOfCharacter = 4;

    private readonly TemplateLimits limits;
    private readonly CancellationToken cancellationToken;
    private readonly long started = Stopwatch.GetTimestamp();
    private long steps;
    private long nextClock;
    private long memory;
    private long output;
    private int depth;

    public Budget(TemplateLimits limits, TemplateInput input, CancellationToken cancellationToken)
    {
        this.limits = limits;
        this.cancellationToken = cancellationToken;
        var characters = input.Messages.Sum(m => (long)m.Role.Length + m.Content.Length);
        steps = limits.Steps + (StepsOfMessage * (long)input.Messages.Count);
        memory = limits.Memory + (BytesOfCharacter * characters);
        output = limits.Output + (OutputOfCharacter * characters);
        nextClock = steps;
    }

    /// <summary>One or more units of work.</summary>
    public void Step(long count = 1)
    {
        steps -= count;
        if (steps < 0)
            throw new Refusal("the template does not end: it takes too many steps");
        if (steps > nextClock)
            return;
        nextClock = steps - StepsBetweenClocks;
        cancellationToken.ThrowIfCancellationRequested();
        if (Stopwatch.GetElapsedTime(started) > limits.Time)
            throw new Refusal($"the template takes longer than {limits.Time.TotalSeconds:0.###} s");
    }

    /// <summary>Work that goes through so many characters or items once, some hundred to a step.</summary>
    public void Scan(long length) => Step(length / 128);

    /// <summary>A search, which at worst compares a whole needle at every place.</summary>
    public void Search(int length, int needle) => Step((length / 128) + ((long)length * needle / 4096));

    /// <summary>Bytes to be allocated.</summary>
    public void Allocate(long bytes)
    {
        memory -= bytes;
        if (memory < 0)
            throw new Refusal("the template takes too much memory");
    }

    /// <summary>Characters to be added to the prompt.</summary>
    public void Write(int length)
    {
        output -= length;
        if (output < 0)
            throw new Refusal("the template makes too long a prompt");
    }

    /// <summary>Goes one level down in the template or in a value.</summary>
    public void Enter()
    {
        Step();
        if (++depth > limits.Depth || !RuntimeHelpers.TryEnsureSufficientExecutionStack())
            throw new Refusal("the template is too deep: expressions, calls or lists inside one another");
    }

    /// <summary>Comes back up.</summary>
    public void Leave() => depth--;
}
