namespace TaLo.Selection;

/// <summary>How the probe pool is drawn from a task's samples.</summary>
public enum SamplingStrategy
{
    /// <summary>Every set of samples is equally likely.</summary>
    Random,

    /// <summary>Each stratum gives its share of the pool, see <see cref="OutcomeTable.Strata"/>; which samples is left to chance.</summary>
    Stratified,
}
