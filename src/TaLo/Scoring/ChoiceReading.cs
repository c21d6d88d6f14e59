namespace TaLo.Scoring;

/// <summary>How the scores of options' texts are compared; lm-evaluation-harness's names.</summary>
public enum ChoiceReading
{
    /// <summary><c>acc</c>: by Σ ln p of the option's tokens.</summary>
    Sum,

    /// <summary><c>acc_norm</c>: by the sum per UTF-8 byte of the option, so that long options are not put off.</summary>
    PerByte,

    /// <summary><c>acc_mutual_info</c>: by the sum less that of the same option without the question.</summary>
    MutualInformation,
}

/// <summary>What a pass that scored options as texts knows beside their sums.</summary>
/// <param name="Bytes">UTF-8 bytes of each option; the same in every pass over the sample.</param>
/// <param name="Unconditional">Σ ln p of each option without the question, in nats; null where nothing was asked before it.</param>
public sealed record ChoiceScores(IReadOnlyList<int> Bytes, IReadOnlyList<double>? Unconditional)
{
    /// <inheritdoc/>
    public bool Equals(ChoiceScores? other) => other is not null && Bytes.SequenceEqual(other.Bytes)
        && (Unconditional is null ? other.Unconditional is null : other.Unconditional is not null && Unconditional.SequenceEqual(other.Unconditional));

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Bytes.Count, Unconditional?.Count);
}

/// <summary>The names of the readings.</summary>
public static class ChoiceReadings
{
    private static readonly Dictionary<string, ChoiceReading> ByName = new(StringComparer.OrdinalIgnoreCase)
    {
        ["acc"] = ChoiceReading.Sum,
        ["acc_norm"] = ChoiceReading.PerByte,
        ["acc_mutual_info"] = ChoiceReading.MutualInformation,
    };

    /// <summary>A reading's name.</summary>
    public static string Name(this ChoiceReading reading) => ByName.First(n => n.Value == reading).Key;

    /// <summary>Reads a name.</summary>
    /// <exception cref="SelectionException">There is no such reading.</exception>
    public static ChoiceReading Parse(string name) => ByName.TryGetValue(name, out var reading)
        ? reading
        : throw new SelectionException($"reading: '{name}' is none: write {string.Join(", ", ByName.Keys)}");
}
