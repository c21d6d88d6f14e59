namespace TaLo.Selection;

/// <summary>What it takes, besides the answers and the protocol's options, to make a decision again.</summary>
/// <param name="Seed">Where the draws come from.</param>
/// <param name="Version">The program's version.</param>
/// <param name="Rounds">The samples of every probe set that was read, in turn: indices in the data set, in the order of the draw.</param>
/// <param name="Evaluation">The samples that judged.</param>
public sealed record DecisionDraws(
    long Seed, string Version, IReadOnlyList<IReadOnlyList<string>> Rounds, IReadOnlyList<string> Evaluation)
{
    /// <summary>Of a decision that is made now.</summary>
    public static DecisionDraws Of(Decision decision) =>
        new(decision.Protocol.Seed, ProgramVersion.Text, [.. decision.Rounds.Select(r => r.Samples)], decision.Evaluation);
}
