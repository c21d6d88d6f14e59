using TaLo.Models;

namespace TaLo.Selection.Race;

/// <summary>What a race has heard so far: the samples asked, and the outcomes of the candidates still in it.</summary>
internal sealed class RaceField(IReadOnlyList<Knockout> candidates)
{
    private readonly List<RaceOutcome> _base = [];
    private readonly Dictionary<Knockout, List<RaceOutcome>> _outcomes = candidates.ToDictionary(k => k, _ => new List<RaceOutcome>());

    /// <summary>The candidates still in the race, in their first order.</summary>
    public List<Knockout> Left { get; } = [.. candidates];

    /// <summary>The samples asked.</summary>
    public List<int> Asked { get; } = [];

    /// <summary>Passes made.</summary>
    public int Passes { get; private set; }

    public void Add(int sample, RaceAnswer answer)
    {
        Asked.Add(sample);
        _base.Add(answer.Base);
        Passes += answer.Passes;
        for (var i = 0; i < Left.Count; i++)
            _outcomes[Left[i]].Add(answer.Knockouts[i]);
    }

    public void Drop(Knockout knockout) => Left.Remove(knockout);

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

        return new OutcomeTable("race", [.. Asked.Select(s => $"{s}")], new string?[_base.Count], [.. Left], correct, margins);
    }
}
