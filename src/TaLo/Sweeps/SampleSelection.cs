using TaLo.Statistics;
using TaLo.Tasks;

namespace TaLo.Sweeps;

/// <summary>
/// Which samples of each task are swept. A task's samples are put in an order that depends only on the seed and
/// their indices, and the first ones are taken: a larger number extends a smaller one, and nothing already stored
/// is computed again. The order: by the first eight bytes (big-endian) of SHA-256 of the UTF-8 text
/// <c>seed TAB index</c>, equal ones as in the file; the rotated copies of one question together, by the index of the one that is not.
/// </summary>
/// <param name="MaxPerTask">At most so many samples of each task; null for all.</param>
/// <param name="Seed">Another seed, another order.</param>
public sealed record SampleSelection(int? MaxPerTask = null, long Seed = 0)
{
    /// <summary>Only this part of the chosen samples; null for all of them.</summary>
    public Shard? Shard { get; init; }

    /// <summary>Chooses from a data set's samples.</summary>
    /// <param name="samples">The data set's samples, in the file's order.</param>
    /// <param name="tasks">Only these tasks, in this order; null for all, in the order of their first sample.</param>
    /// <returns>The tasks with their samples; a task none of whose samples are in the shard is left out.</returns>
    /// <exception cref="SelectionException">A task has no sample.</exception>
    public IReadOnlyList<TaskSamples> Select(IReadOnlyList<SampleRef> samples, IReadOnlyList<string>? tasks = null)
    {
        var byTask = samples.GroupBy(s => s.Task).Index()
            .ToDictionary(g => g.Item.Key, g => (Place: g.Index, Samples: g.Item.ToList()));
        var names = tasks?.Distinct() ?? byTask.Keys.OrderBy(name => byTask[name].Place);
        var chosen = names.Select(name => byTask.TryGetValue(name, out var own)
            ? new TaskSamples(name, [.. Choose(own.Samples, own.Place)])
            : throw new SelectionException(
                $"no task '{name}' in the data set; it has: {string.Join(", ", byTask.Keys)}{DidYouMean.Clause(name, byTask.Keys)}"));
        return [.. chosen.Where(t => t.Samples.Count > 0)];
    }

    private IEnumerable<SampleRef> Choose(IEnumerable<SampleRef> samples, int task) =>
        samples.OrderBy(s => SeededRandom.Rank(Seed, s.Circle?.Index ?? s.Index)).Take(MaxPerTask ?? int.MaxValue)
            .Where((_, place) => Shard?.Has(task, place) ?? true);
}

/// <summary>The samples of one task that a sweep goes through, in its order.</summary>
/// <param name="Task">The task.</param>
/// <param name="Samples">Its chosen samples.</param>
public sealed record TaskSamples(string Task, IReadOnlyList<SampleRef> Samples);
