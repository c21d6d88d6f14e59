using TaLo.Scoring;

namespace TaLo.Sweeps;

/// <summary>Where a running sweep stands. Passes that earlier runs made count nowhere here.</summary>
/// <param name="PassesDone">Passes this run has made.</param>
/// <param name="PassesTotal">Passes this run makes in all; falls when a sample is skipped.</param>
/// <param name="SamplesDone">Samples this run has finished.</param>
/// <param name="SamplesSkipped">Samples that could not be used.</param>
/// <param name="SamplesResumed">Samples that earlier runs had finished.</param>
/// <param name="SamplesTotal">Samples of the plan.</param>
/// <param name="Task">The current sample's task.</param>
/// <param name="Index">The current sample's index.</param>
/// <param name="PassesPerSecond">Over the last passes; null before the second.</param>
/// <param name="TimeLeft">At that rate; null before the second pass.</param>
/// <param name="NewPasses">The passes stored just before this report; none in most reports.</param>
public sealed record SweepProgress(
    int PassesDone,
    int PassesTotal,
    int SamplesDone,
    int SamplesSkipped,
    int SamplesResumed,
    int SamplesTotal,
    string Task,
    string Index,
    double? PassesPerSecond,
    TimeSpan? TimeLeft,
    IReadOnlyList<ScoredPass> NewPasses);
