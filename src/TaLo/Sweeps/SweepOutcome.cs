namespace TaLo.Sweeps;

/// <summary>What a run of a sweep came to.</summary>
/// <param name="Sweep">The sweep's id in the store.</param>
/// <param name="RowsNew">Rows stored by this run.</param>
/// <param name="RowsResumed">Rows of the plan that were stored before.</param>
/// <param name="Skipped">Samples that could not be used, in the plan's order.</param>
/// <param name="Stopped">Whether it was cancelled before the plan's end; what it finished is stored.</param>
/// <param name="Elapsed">How long it took.</param>
/// <param name="MeanLetterMass">Mean letter mass, 0…1, of the base model's passes in this run; null where there was none.</param>
public sealed record SweepOutcome(
    string Sweep,
    int RowsNew,
    int RowsResumed,
    IReadOnlyList<SkippedSample> Skipped,
    bool Stopped,
    TimeSpan Elapsed,
    double? MeanLetterMass);
