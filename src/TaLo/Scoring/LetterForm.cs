namespace TaLo.Scoring;

/// <summary>How an option letter stands at the answer position.</summary>
public enum LetterForm
{
    /// <summary>The letter alone.</summary>
    Bare,

    /// <summary>A space and the letter in one token.</summary>
    Spaced,
}
