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
    IReadOnlyList<ScoredPass> NewPasses)
{
    /// <summary>The share of the plan that is done, 0…1, by whichever run: it says the same as the samples.</summary>
    public double Share
    {
        get
        {
            if (SamplesTotal == 0)
                return 1;
            var settled = SamplesResumed + SamplesSkipped;
            var made = PassesTotal > 0 ? (double)PassesDone / PassesTotal : 1;
            return (settled + ((SamplesTotal - settled) * made)) / SamplesTotal;
        }
    }
}

/// <summary>What a run of a sweep came to.</summary>
/// <param name="Sweep">The sweep's id in the store.</param>
/// <param name="PassesNew">Rows stored by this run.</param>
/// <param name="PassesResumed">Rows of the plan that were stored before.</param>
/// <param name="Skipped">Samples that could not be used, in the order in which they were asked.</param>
/// <param name="Stopped">Whether it was cancelled before the plan's end; what it finished is stored.</param>
/// <param name="Elapsed">How long it took.</param>
/// <param name="MeanLetterMass">Mean letter mass, 0…1, of the base model's passes in this run; null where there was none, or answers were generated.</param>
public sealed record SweepOutcome(
    string Sweep,
    int PassesNew,
    int PassesResumed,
    IReadOnlyList<SkippedSample> Skipped,
    bool Stopped,
    TimeSpan Elapsed,
    double? MeanLetterMass)
{
    /// <summary>What the generated answers of this run are like.</summary>
    public AnswerCounts Answers { get; init; }
}

/// <summary>A sample that could not be used and was passed over.</summary>
/// <param name="Task">Its task.</param>
/// <param name="Index">Its index in the data set.</param>
/// <param name="Reason">Why, in one line.</param>
public sealed record SkippedSample(string Task, string Index, string Reason);
