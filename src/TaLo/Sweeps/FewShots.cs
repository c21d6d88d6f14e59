using TaLo.Scoring;
using TaLo.Statistics;
using TaLo.Tasks;

namespace TaLo.Sweeps;

/// <summary>
/// Draws the samples that a prompt shows with their answers. Which they are depends on the data, the prompt's seed and nothing else,
/// and they are never swept: neither a probe set nor an evaluation set has one, nor another of its cluster.
/// </summary>
public static class FewShots
{
    /// <summary>A prompt with its examples, and the samples that are left to be asked.</summary>
    /// <param name="prompt">The prompt; without shots it comes back as it is.</param>
    /// <param name="scoring">How answers are scored: open questions are examples only where answers are generated.</param>
    /// <param name="data">The data set.</param>
    /// <param name="tasks">Only these tasks' examples are read; null for all.</param>
    /// <exception cref="SelectionException">A task has too few samples, or one that was drawn cannot be used.</exception>
    public static (PromptTemplate Prompt, IReadOnlyList<SampleRef> Samples) Given(
        PromptTemplate prompt, ScoringMethod scoring, IDataSet data, IReadOnlyList<string>? tasks)
    {
        ArgumentNullException.ThrowIfNull(prompt);
        ArgumentNullException.ThrowIfNull(scoring);
        ArgumentNullException.ThrowIfNull(data);
        if (prompt.Shots == 0)
            return (prompt, data.Samples);

        // Drawn for every task, so that what is left does not depend on the tasks that are asked for.
        var drawn = data.Samples.GroupBy(s => s.Task).ToDictionary(t => t.Key, t => Draw(t, prompt.Shots, prompt.ShotSeed, scoring));
        var clusters = drawn.Values.SelectMany(d => d).Select(s => s.OwnCluster).ToHashSet();
        List<SampleRef> left = [.. data.Samples.Where(s => !clusters.Contains(s.OwnCluster))];
        var asked = left.Select(s => s.Task).ToHashSet();
        // A name that there is not is told of by who selects.
        var wanted = (tasks ?? [.. drawn.Keys]).Where(drawn.ContainsKey).Distinct().ToList();
        if (wanted.Find(t => drawn[t].Count < prompt.Shots || !asked.Contains(t)) is { } poor)
        {
            throw new SelectionException($"task '{poor}' has {Quantity.Of(data.Samples.Count(s => s.Task == poor), "sample")}: too few for "
                + $"{Quantity.Of(prompt.Shots, "shot")} of other clusters and a question: fewer shots, or leave the task out with --tasks");
        }

        return (prompt.WithExamples(wanted.ToDictionary(t => t, IReadOnlyList<VqaSample> (t) => [.. drawn[t].Select(s => Load(data, s, scoring))])), left);
    }

    private static List<SampleRef> Draw(IEnumerable<SampleRef> samples, int shots, long seed, ScoringMethod scoring) =>
        [.. samples.Where(s => s.Traits.Kind is QuestionKind.Options or QuestionKind.YesNo || (scoring.IsGenerated && s.Traits.Kind == QuestionKind.Open))
            .OrderBy(s => SeededRandom.Rank(seed, $"shot\t{s.Index}")).DistinctBy(s => s.OwnCluster).Take(shots)];

    private static VqaSample Load(IDataSet data, SampleRef sample, ScoringMethod scoring)
    {
        try
        {
            return scoring.IsGenerated ? data.LoadAnswered(sample) : data.Load(sample);
        }
        catch (SampleException e)
        {
            throw new SelectionException($"a sample that was drawn as an example cannot be used: {e.Message}; another --shot-seed draws others", e);
        }
    }
}
