namespace TaLo.LlamaCpp.Speed;

/// <summary>What a benchmark run measured.</summary>
/// <param name="Model">The model's name.</param>
/// <param name="Engine">Engine, version, device.</param>
/// <param name="Machine">Processor, processors, threads.</param>
/// <param name="PromptTokens">Positions of the prompt, image included.</param>
/// <param name="ImageTokens">Those of the image; 0 without one.</param>
/// <param name="Layers">Decoder layers, L.</param>
/// <param name="Rounds">Rounds that the medians are over; passes are repeated in each.</param>
/// <param name="Rows">The measures.</param>
/// <param name="PeakMemoryBytes">The process's peak resident memory: the model once, four contexts.</param>
public sealed record SpeedFigures(
    string Model, string Engine, string Machine, int PromptTokens, int ImageTokens, int Layers, int Rounds,
    IReadOnlyList<SpeedRow> Rows, long PeakMemoryBytes)
{
    /// <summary>A measure by its name; null where it was not made.</summary>
    public SpeedRow? Row(string name) => Rows.FirstOrDefault(r => r.Name == name);
}
