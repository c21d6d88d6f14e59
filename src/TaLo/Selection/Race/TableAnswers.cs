using TaLo.Models;
using TaLo.Scoring;

namespace TaLo.Selection.Race;

/// <summary>Answers out of a table: a race replayed or simulated.</summary>
/// <param name="table">The task; samples stand for their place in it.</param>
public sealed class TableAnswers(OutcomeTable table) : IAnswerSource
{
    private readonly Dictionary<Knockout, int> _columns =
        table.Knockouts.Index().ToDictionary(k => k.Item, k => k.Index + 1);

    /// <inheritdoc/>
    public RaceAnswer Ask(int sample, IReadOnlyList<Knockout> knockouts)
    {
        ArgumentNullException.ThrowIfNull(knockouts);
        return new RaceAnswer(Of(0), [.. knockouts.Select(k => Of(_columns[k]))]);

        Outcome Of(int column) => new(table.Correct(sample, column), table.Margin(sample, column));
    }
}
