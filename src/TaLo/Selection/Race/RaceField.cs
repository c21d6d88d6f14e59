using TaLo.Models;
using TaLo.Scoring;

namespace TaLo.Selection.Race;

/// <summary>What a race has heard so far: the samples asked, and what the candidates said to them while they were in it.</summary>
/// <param name="candidates">Who races.</param>
/// <param name="clusters">Which samples of the task belong together; null where each is a cluster of its own.</param>
internal sealed class RaceField(IReadOnlyList<Knockout> candidates, SampleClusters? clusters)
{
    private readonly List<Outcome> _base = [];
    private readonly Dictionary<Knockout, List<Outcome>> _outcomes = candidates.ToDictionary(k => k, _ => new List<Outcome>());

    /// <summary>The candidates still in the race, in their first order.</summary>
    public List<Knockout> Left { get; private set; } = [.. candidates];

    /// <summary>The samples asked.</summary>
    public List<int> Asked { get; } = [];

    /// <summary>Passes that the answers take where nothing is stored.</summary>
    public int Passes { get; private set; }

    /// <summary>Passes that <see cref="Complete"/> takes.</summary>
    public int PassesLeft => Enumerable.Range(0, Asked.Count).Sum(at => Missing(at) is { Count: > 0 and var count } ? 1 + count : 0);

    public void Add(int sample, RaceAnswer answer)
    {
        Asked.Add(sample);
        _base.Add(answer.Base);
        Passes += 1 + Left.Count;
        for (var i = 0; i < Left.Count; i++)
            _outcomes[Left[i]].Add(answer.Knockouts[i]);
    }

    public void Drop(Knockout knockout) => Left.Remove(knockout);

    /// <summary>Asks the dropped candidates after all what they were not asked; then all are back.</summary>
    /// <returns>False where a sample gave no answer: all is as it was.</returns>
    public bool Complete(IAnswerSource answers)
    {
        var passes = PassesLeft;
        for (var at = 0; at < Asked.Count; at++)
        {
            if (Missing(at) is not { Count: > 0 } missing)
                continue;
            if (answers.Ask(Asked[at], missing) is not { } answer)
                return false;
            for (var i = 0; i < missing.Count; i++)
                _outcomes[missing[i]].Add(answer.Knockouts[i]);
        }

        (Left, Passes) = ([.. candidates], Passes + passes);
        return true;
    }

    /// <summary>The samples asked × base model and candidates left, complete.</summary>
    public OutcomeTable Table()
    {
        var (correct, margins) = (new bool[_base.Count, Left.Count + 1], new double[_base.Count, Left.Count + 1]);
        for (var c = 0; c <= Left.Count; c++)
        {
            var column = c == 0 ? _base : _outcomes[Left[c - 1]];
            for (var s = 0; s < _base.Count; s++)
                (correct[s, c], margins[s, c]) = (column[s].Correct, column[s].Margin);
        }

        return new OutcomeTable("race", [.. Asked.Select(s => $"{s}")], new string?[_base.Count], [.. Left], correct, margins,
            clusters: clusters is null ? null : [.. Asked.Select(clusters.Name)]);
    }

    private List<Knockout> Missing(int at) => [.. candidates.Where(k => _outcomes[k].Count <= at)];
}
