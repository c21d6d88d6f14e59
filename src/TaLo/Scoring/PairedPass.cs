namespace TaLo.Scoring;

/// <summary>One sample, answered by the base model and with a layer bypassed.</summary>
/// <param name="Base">The base model's pass.</param>
/// <param name="Bypassed">The pass under the knockout.</param>
public sealed record PairedPass(ScoredPass Base, ScoredPass Bypassed)
{
    /// <summary>Whether wrong became right.</summary>
    public bool IsFixed => Change == AnswerChange.Fixed;

    /// <summary>Whether right became wrong.</summary>
    public bool IsBroken => Change == AnswerChange.Broken;

    /// <summary>What the bypass does to the answer.</summary>
    public AnswerChange Change => (Base.Correct, Bypassed.Correct) switch
    {
        (false, true) => AnswerChange.Fixed,
        (true, false) => AnswerChange.Broken,
        (true, true) => AnswerChange.Right,
        (false, false) => AnswerChange.Wrong,
    };
}

/// <summary>What a bypass does to the answer to one sample.</summary>
public enum AnswerChange
{
    /// <summary>Wrong became right.</summary>
    Fixed,

    /// <summary>Right became wrong.</summary>
    Broken,

    /// <summary>It is right with the bypass and without.</summary>
    Right,

    /// <summary>It is wrong with the bypass and without.</summary>
    Wrong,
}
