namespace TaLo.Models;

/// <summary>Why an answer ended.</summary>
public enum AnswerEnd
{
    /// <summary>The model ended its turn.</summary>
    EndOfTurn,

    /// <summary>It reached <see cref="AnswerOptions.MaxTokens"/>.</summary>
    Length,

    /// <summary>No more fits the context.</summary>
    ContextFull,

    /// <summary>It was told to stop.</summary>
    Stopped,
}
