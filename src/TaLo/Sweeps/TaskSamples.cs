using TaLo.Tasks;

namespace TaLo.Sweeps;

/// <summary>The samples of one task that a sweep goes through, in its order.</summary>
/// <param name="Task">The task.</param>
/// <param name="Samples">Its chosen samples.</param>
public sealed record TaskSamples(string Task, IReadOnlyList<SampleRef> Samples);
