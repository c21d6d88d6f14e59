namespace TaLo.Selection;

/// <summary>What a protocol did over many simulated tasks of one kind.</summary>
/// <param name="Scenario">What is true of the tasks.</param>
/// <param name="Samples">Samples of each task.</param>
/// <param name="Protocol">The protocol as it is named in the study.</param>
/// <param name="Tasks">How many tasks.</param>
/// <param name="Named">Share of tasks with a layer named, 0…1.</param>
/// <param name="HeldOutGain">Mean over all tasks of Δ on the evaluation set; 0 where no layer was named.</param>
/// <param name="TrueGain">Mean over all tasks of the named layer's true Δ.</param>
/// <param name="Harmed">Share of tasks whose named layer truly lowers the accuracy.</param>
/// <param name="Helped">Share of tasks whose named layer truly raises it.</param>
public sealed record SimulationRow(
    Scenario Scenario,
    int Samples,
    string Protocol,
    int Tasks,
    double Named,
    double HeldOutGain,
    double TrueGain,
    double Harmed,
    double Helped);
