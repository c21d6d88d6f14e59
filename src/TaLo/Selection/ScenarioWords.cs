namespace TaLo.Selection;

/// <summary>Scenarios as tables call them.</summary>
internal static class ScenarioWords
{
    public static string InWords(this Scenario scenario) => scenario switch
    {
        Scenario.FlatNull => "null, flat",
        Scenario.SurerNull => "null, surer",
        Scenario.HarmfulNull => "null, harmful",
        Scenario.Helped => "helped",
        _ => "mixture",
    };
}
