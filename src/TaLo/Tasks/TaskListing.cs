namespace TaLo.Tasks;

/// <summary>Lists the tasks of a data set.</summary>
public static class TaskListing
{
    /// <summary>One entry for each pair of task and group, ordered by group, then by task; tasks without a group come last.</summary>
    public static IReadOnlyList<TaskCount> Of(IEnumerable<SampleRef> samples)
    {
        ArgumentNullException.ThrowIfNull(samples);
        return [.. samples
            .GroupBy(sample => (sample.Task, sample.TaskGroup))
            .Select(task => new TaskCount(task.Key.Task, task.Key.TaskGroup, task.Count())
            {
                Clusters = task.Select(s => s.OwnCluster).Distinct().Count(),
                Choice = task.Count(s => s.Traits.Kind == QuestionKind.Options),
                YesNo = task.Count(s => s.Traits.Kind == QuestionKind.YesNo),
                Open = task.Count(s => s.Traits.Kind == QuestionKind.Open),
                Unusable = task.Count(s => s.Traits.Kind == QuestionKind.Unusable),
                FewestOptions = task.Where(HasOptions).Min(s => (int?)s.Traits.Options) ?? 0,
                MostOptions = task.Where(HasOptions).Max(s => (int?)s.Traits.Options) ?? 0,
                WithImages = task.Count(s => s.Traits.HasImages),
            })
            .OrderBy(task => task.TaskGroup is null)
            .ThenBy(task => task.TaskGroup, StringComparer.Ordinal)
            .ThenBy(task => task.Task, StringComparer.Ordinal)];
    }

    private static bool HasOptions(SampleRef sample) => sample.Traits.Kind == QuestionKind.Options;
}

/// <summary>How many samples a data set has for one task.</summary>
/// <param name="Task">The task.</param>
/// <param name="TaskGroup">Its group of tasks, or null.</param>
/// <param name="Samples">Rows of that task and group, usable or not.</param>
public sealed record TaskCount(string Task, string? TaskGroup, int Samples)
{
    /// <summary>How many clusters they belong to: as many as samples, unless some share an image or a question.</summary>
    public int Clusters { get; init; } = Samples;

    /// <summary>Samples with options other than yes and no.</summary>
    public int Choice { get; init; }

    /// <summary>Samples that are answered yes or no.</summary>
    public int YesNo { get; init; }

    /// <summary>Samples without options.</summary>
    public int Open { get; init; }

    /// <summary>Rows that cannot be asked; sweeping skips each with its reason.</summary>
    public int Unusable { get; init; }

    /// <summary>The fewest options of a sample with options.</summary>
    public int FewestOptions { get; init; }

    /// <summary>The most.</summary>
    public int MostOptions { get; init; }

    /// <summary>Samples with images.</summary>
    public int WithImages { get; init; }
}
