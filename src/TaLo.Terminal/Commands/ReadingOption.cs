using System.CommandLine;
using TaLo.Scoring;

namespace TaLo.Terminal.Commands;

/// <summary>The option that says how stored scores of options' texts are compared.</summary>
internal static class ReadingOption
{
    /// <summary>Creates the option.</summary>
    public static Option<string> Create() => new Option<string>("--reading")
    {
        Description = "After --scoring choice: compare options by their sum (acc), per byte (acc_norm), or less what they have without the question (acc_mutual_info).",
        DefaultValueFactory = _ => ChoiceReading.Sum.Name(),
        HelpName = "NAME",
    }.CheckedBy(name => ChoiceReadings.Parse(name));
}
