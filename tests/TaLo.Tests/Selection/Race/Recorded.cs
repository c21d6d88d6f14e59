using TaLo.Models;
using TaLo.Selection;
using TaLo.Selection.Race;

namespace TaLo.Tests.Selection.Race;

/// <summary>Answers out of a table and remembers what was asked; some samples cannot be used.</summary>
internal sealed class Recorded(OutcomeTable table, params int[] broken) : IAnswerSource
{
    private readonly TableAnswers _answers = new(table);

    /// <summary>Every knockout of the table but layer 0's.</summary>
    public IEnumerable<Knockout> Candidates => table.Knockouts.Where(k => k.Layer > 0);

    public List<(int Sample, Knockout[] Knockouts)> Asked { get; } = [];

    public RaceAnswer? Ask(int sample, IReadOnlyList<Knockout> knockouts)
    {
        Asked.Add((sample, [.. knockouts]));
        return broken.Contains(sample) ? null : _answers.Ask(sample, knockouts);
    }

    public string Text() => string.Join('\n', Asked.Select(a => $"{a.Sample}: {string.Join(' ', a.Knockouts)}"));
}
