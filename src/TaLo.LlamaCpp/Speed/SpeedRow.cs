namespace TaLo.LlamaCpp.Speed;

/// <summary>One measure.</summary>
/// <param name="Name">What was timed.</param>
/// <param name="Seconds">Median seconds.</param>
/// <param name="Against">What it is compared with, or null.</param>
/// <param name="Speedup">The other's median seconds divided by this one's; null without comparison.</param>
public sealed record SpeedRow(string Name, double Seconds, string? Against, double? Speedup);
