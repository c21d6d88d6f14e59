using TaLo.Models;
using TaLo.Sweeps;
using TaLo.Vectors;

namespace TaLo.Terminal.Screens.Sweeping;

/// <summary>What a heat map shows: a sweep that runs, or one that is stored.</summary>
/// <param name="Sweep">The sweep, or null while a new one is being opened.</param>
/// <param name="Vectors">Its vectors.</param>
internal sealed record MapSource(StoredSweep? Sweep, IReadOnlyList<TaskVector> Vectors)
{
    /// <summary>The kinds of knockout that there are vectors of.</summary>
    public IReadOnlyList<KnockoutKind> Kinds => [.. Vectors.Select(v => v.Kind).Distinct().Order()];

    /// <summary>The vectors of one kind.</summary>
    public IReadOnlyList<TaskVector> Of(KnockoutKind kind) => [.. Vectors.Where(v => v.Kind == kind)];
}
