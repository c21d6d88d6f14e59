namespace TaLo.Simulation;

/// <summary>What is true of a simulated task.</summary>
public enum Scenario
{
    /// <summary>No layer changes the accuracy, except layer 0: the hardest case for a claim of having found nothing.</summary>
    FlatNull,

    /// <summary>
    /// As the flat null, but every knockout makes the model surer of its right answers by a fifth, and of those
    /// alone. No layer helps, yet every margin rises: it shows how far a choice by margins can be led astray.
    /// </summary>
    SurerNull,

    /// <summary>No layer helps; most harm, as in measured vectors: by 0 to 16 points, layer 0 by 40.</summary>
    HarmfulNull,

    /// <summary>As the harmful null, but one layer other than 0 helps by 5 or 10 points.</summary>
    Helped,

    /// <summary>Half harmful null, half helped.</summary>
    Mixture,

    /// <summary>
    /// As the flat null, but every four samples share an image: what a knockout does to one of them it does to the others
    /// nearly as much. It shows what tests are worth that take such samples for independent ones.
    /// </summary>
    SharedNull,

    /// <summary>As the flat null, but one layer other than 0 helps by 15 points: whatever is added to it is added by luck.</summary>
    OneHelps,

    /// <summary>As the harmful null, but two layers other than 0 help by 10 points each, both together by 20.</summary>
    PairHelps,
}

/// <summary>Scenarios as tables call them.</summary>
internal static class ScenarioNames
{
    public static string InWords(this Scenario scenario) => scenario switch
    {
        Scenario.FlatNull => "null, flat",
        Scenario.SurerNull => "null, surer",
        Scenario.HarmfulNull => "null, harmful",
        Scenario.Helped => "helped",
        Scenario.SharedNull => "null, shared images",
        Scenario.OneHelps => "one layer helps, the others do nothing",
        Scenario.PairHelps => "two layers help",
        _ => "mixture",
    };
}
