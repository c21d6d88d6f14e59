using System.Text;

namespace TaLo.ChatTemplates.Rendering;

/// <summary>Collects text, charged to the budget as it grows.</summary>
internal sealed class TextBuilder
{
    private const int BytesOfBuilder = 160;
    private const int BytesOfCharacter = 6;
    private readonly StringBuilder text = new();
    private readonly Budget budget;
    private readonly bool isPrompt;

    /// <param name="budget">What is charged.</param>
    /// <param name="isPrompt">Whether this is the prompt itself, whose length has a limit of its own.</param>
    public TextBuilder(Budget budget, bool isPrompt = false)
    {
        this.budget = budget;
        this.isPrompt = isPrompt;
        if (!isPrompt)
            budget.Allocate(BytesOfBuilder);
    }

    /// <summary>Characters so far.</summary>
    public int Length => text.Length;

    /// <summary>Adds text.</summary>
    public TextBuilder Append(ReadOnlySpan<char> part)
    {
        budget.Allocate(BytesOfCharacter * (long)part.Length);
        budget.Scan(part.Length);
        if (isPrompt)
            budget.Write(part.Length);
        text.Append(part);
        return this;
    }

    /// <summary>Adds a character.</summary>
    public TextBuilder Append(char part) => Append([part]);

    /// <inheritdoc/>
    public override string ToString() => text.ToString();
}
