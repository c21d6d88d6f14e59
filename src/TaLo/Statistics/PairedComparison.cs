using System.Text.Json.Serialization;

namespace TaLo.Statistics;

/// <summary>The base model against a knockout over the same samples, counted. Without samples every share is NaN.</summary>
/// <param name="Samples">How many samples, n.</param>
/// <param name="BaseCorrect">Of these, how many the base model answers correctly.</param>
/// <param name="Fixed">Wrong by the base model, right under the knockout.</param>
/// <param name="Broken">Right by the base model, wrong under the knockout.</param>
public sealed record PairedComparison(int Samples, int BaseCorrect, int Fixed, int Broken)
{
    /// <summary>The clusters that the samples belong to; null where each is a cluster of its own.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<ClusterGroup>? Groups { get; init; }

    /// <summary>How many clusters there are: as many as samples, unless some belong together.</summary>
    public int Clusters => Groups?.Sum(g => g.Clusters) ?? Samples;

    /// <summary>How many samples, in words: <c>50</c>, or <c>50 in 13 clusters</c>.</summary>
    [JsonIgnore]
    public string Size => Quantity.Clustered(Samples, Clusters);

    /// <summary>Counts pairs: whether the base model was right, and whether the knockout was, on the same sample.</summary>
    public static PairedComparison Of(IEnumerable<(bool Base, bool Adapted)> pairs)
    {
        var (samples, right, repaired, broken) = (0, 0, 0, 0);
        foreach (var (before, after) in pairs)
        {
            samples++;
            right += before ? 1 : 0;
            repaired += after && !before ? 1 : 0;
            broken += before && !after ? 1 : 0;
        }

        return new PairedComparison(samples, right, repaired, broken);
    }

    /// <summary>The same of samples that may belong together.</summary>
    public static PairedComparison Of<T>(IReadOnlyList<(T Cluster, bool Base, bool Adapted)> pairs)
        where T : notnull
    {
        ArgumentNullException.ThrowIfNull(pairs);
        return Of(pairs.Select(p => (p.Base, p.Adapted))) with { Groups = ClusterGroup.Of(pairs) };
    }

    /// <summary>Right by both or wrong by both.</summary>
    public int Unchanged => Samples - Fixed - Broken;

    /// <summary>The base model's accuracy, 0…1.</summary>
    public double BaseAccuracy => (double)BaseCorrect / Samples;

    /// <summary>The accuracy under the knockout, 0…1.</summary>
    public double AdaptedAccuracy => (double)(BaseCorrect + Fixed - Broken) / Samples;

    /// <summary>Δ: adapted accuracy − base accuracy, −1…1.</summary>
    public double Difference => (double)(Fixed - Broken) / Samples;

    /// <summary>95 % interval for Δ, see <see cref="Intervals.PairedDifference(PairedComparison, double)"/>.</summary>
    public Interval DifferenceInterval => Intervals.PairedDifference(this);

    /// <summary>95 % interval for the base model's accuracy, see <see cref="Intervals.Wilson"/>.</summary>
    public Interval BaseInterval => Intervals.Base(this);

    /// <summary>95 % interval for the adapted accuracy, see <see cref="Intervals.Wilson"/>.</summary>
    public Interval AdaptedInterval => Intervals.Adapted(this);

    /// <summary>McNemar's exact two-sided p-value; of samples that belong together <see cref="ClusteredMcNemar"/>'s.</summary>
    public double PValue => Groups is null ? McNemar.TwoSided(Fixed, Broken) : ClusteredMcNemar.TwoSided(Groups);

    /// <inheritdoc/>
    public bool Equals(PairedComparison? other) =>
        other is not null && (Samples, BaseCorrect, Fixed, Broken) == (other.Samples, other.BaseCorrect, other.Fixed, other.Broken) &&
        (Groups ?? []).SequenceEqual(other.Groups ?? []);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Samples, BaseCorrect, Fixed, Broken);
}
