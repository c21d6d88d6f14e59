using TaLo.Models;
using TaLo.Scoring;

namespace TaLo.Vectors;

/// <summary>The vectors of a sweep that is running: rows come sample by sample, and only their tasks are counted again.</summary>
/// <param name="layers">The model's layers.</param>
public sealed class LiveVectors(LayerCounts layers)
{
    private readonly SortedDictionary<string, List<ScoredPass>> _rows = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IReadOnlyList<TaskVector>> _counted = [];

    /// <summary>Adds rows, none twice.</summary>
    public void Add(IEnumerable<ScoredPass> rows)
    {
        foreach (var row in rows)
        {
            if (!_rows.TryGetValue(row.Task, out var own))
                _rows.Add(row.Task, own = []);
            own.Add(row);
            _counted.Remove(row.Task);
        }
    }

    /// <summary>What <see cref="TaskVectors"/> makes of the rows so far.</summary>
    public IReadOnlyList<TaskVector> Vectors()
    {
        foreach (var (task, rows) in _rows)
        {
            if (!_counted.ContainsKey(task))
                _counted.Add(task, TaskVectors.From(rows, layers));
        }

        return [.. _rows.Keys.SelectMany(task => _counted[task])];
    }
}
