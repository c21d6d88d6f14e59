using TaLo.Models;
using TaLo.Statistics;

namespace TaLo.Terminal;

/// <summary>The base model against a bypass on one task.</summary>
/// <param name="Task">The task.</param>
/// <param name="Knockout">What was bypassed; null for nothing.</param>
/// <param name="Source">Where the choice comes from: a profile's id, <c>given</c>, or <c>no profile</c>.</param>
/// <param name="Protocol">The protocol of the profile, or null.</param>
/// <param name="Counts">The paired counts.</param>
/// <param name="LeftOut">Samples left out because they may have chosen the layer.</param>
internal sealed record TaskEvaluation(string Task, Knockout? Knockout, string Source, string? Protocol, PairedComparison Counts, int LeftOut);
