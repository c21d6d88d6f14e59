namespace TaLo.Terminal;

/// <summary>What a benchmark run measured.</summary>
/// <param name="Model">The model's name.</param>
/// <param name="Engine">Engine, version, device.</param>
/// <param name="Machine">Processor and processors.</param>
/// <param name="PromptTokens">Positions of the prompt, image included.</param>
/// <param name="Layers">Decoder layers, L.</param>
/// <param name="Rounds">Rounds that the medians are over.</param>
/// <param name="Rows">The measures.</param>
/// <param name="PeakMemoryBytes">The process's peak resident memory.</param>
internal sealed record SpeedFigures(
    string Model, string Engine, string Machine, int PromptTokens, int Layers, int Rounds, IReadOnlyList<SpeedRow> Rows, long PeakMemoryBytes);
