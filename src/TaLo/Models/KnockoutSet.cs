namespace TaLo.Models;

/// <summary>Knockouts that are in force together; none for the base model. Equal where they are the same, in whatever order they were put together.</summary>
public sealed class KnockoutSet : IEquatable<KnockoutSet>
{
    /// <summary>Puts knockouts together.</summary>
    /// <param name="knockouts">Which; none twice.</param>
    /// <exception cref="SelectionException">One is there twice.</exception>
    public KnockoutSet(params IEnumerable<Knockout> knockouts)
    {
        Knockouts = [.. knockouts];
        if (Knockouts.GroupBy(k => k).FirstOrDefault(g => g.Count() > 1) is { Key: var twice })
            throw new SelectionException($"{twice} is there twice");
    }

    /// <summary>The base model's: nothing is in force.</summary>
    public static KnockoutSet None { get; } = new();

    /// <summary>What is in force, in the order in which it was put together.</summary>
    public IReadOnlyList<Knockout> Knockouts { get; }

    /// <summary>Whether nothing is in force.</summary>
    public bool IsNone => Knockouts.Count == 0;

    /// <summary>Reads what <see cref="ToString"/> writes; a comma is as good as a +: <c>attention 7, ffn 12</c>.</summary>
    /// <exception cref="SelectionException">One is no knockout, or is there twice; two change the same module of a layer.</exception>
    public static KnockoutSet Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var set = new KnockoutSet(text.Split([',', '+']).Select(Knockout.Parse));
        var pairs = set.Knockouts.SelectMany((one, i) => set.Knockouts.Skip(i + 1).Select(other => (One: one, Other: other)));
        if (pairs.Where(p => Overlap(p.One, p.Other)).ToList() is [var (first, second), ..])
            throw new SelectionException($"{first} and {second} change the same module: leave one of them out");

        return set;
    }

    private static bool Overlap(Knockout one, Knockout other) =>
        one.Layer == other.Layer && one.IsOfVision == other.IsOfVision
        && one.Kind.Intervention != Intervention.Repeat && other.Kind.Intervention != Intervention.Repeat
        && (one.Module == other.Module || one.Module.IsWhole() || other.Module.IsWhole());

    /// <summary>The set and one knockout more.</summary>
    public KnockoutSet With(Knockout knockout) => new([.. Knockouts, knockout]);

    /// <summary>The set of one.</summary>
    public static implicit operator KnockoutSet(Knockout knockout) => new(knockout);

    /// <inheritdoc/>
    public bool Equals(KnockoutSet? other) => other is not null && Knockouts.ToHashSet().SetEquals(other.Knockouts);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as KnockoutSet);

    /// <inheritdoc/>
    public override int GetHashCode() => Knockouts.Aggregate(0, (sum, knockout) => sum ^ knockout.GetHashCode());

    /// <summary>Its one notation, by kind and layer: <c>attention 3 + attention 7</c>; <c>none</c> for the base model.</summary>
    public override string ToString() => IsNone ? "none" : string.Join(" + ", Knockouts.Order());
}
