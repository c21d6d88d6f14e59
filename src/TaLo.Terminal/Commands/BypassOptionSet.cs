using System.CommandLine;
using TaLo.UseCases;

namespace TaLo.Terminal.Commands;

/// <summary>The options that say what is bypassed: by a profile, by hand, or nothing.</summary>
internal sealed class BypassOptionSet
{
    private readonly Option<string?> profile = new("--profile") { Description = "Bypass what a profile says: its task's name, or its id from `talo profiles list`; auto takes, for each question, the profile whose task it is close to (`talo profiles match`), or none.", HelpName = "TASK|ID|auto" };

    private readonly GivenKnockoutOptionSet given = new();

    private readonly Option<bool> isBase = new("--base") { Description = "Bypass nothing, as without any of these." };

    private readonly Option<bool> force = new("--force") { Description = "Apply a profile made for another model file or quantisation." };

    private readonly Option<string> store = StoreOption.Create();

    /// <summary>Adds the options to a verb.</summary>
    public void AddTo(Command command)
    {
        command.Options.Add(profile);
        given.AddTo(command);
        foreach (var option in new Option[] { isBase, force, store })
            command.Options.Add(option);
        command.Validators.Add(result =>
        {
            if (new[] { result.GetResult(profile) is not null, given.IsGiven(result), result.GetResult(isBase) is not null }.Count(one => one) > 1)
                result.AddError("--profile, --layer, --knockout and --base exclude each other.");
        });
    }

    /// <summary>Whether something may be bypassed.</summary>
    public bool IsGiven(System.CommandLine.Parsing.CommandResult result) =>
        result.GetResult(profile) is not null || given.IsGiven(result);

    /// <summary>Whether the profile is to be chosen for each question.</summary>
    public bool IsAuto(System.CommandLine.Parsing.CommandResult result) =>
        BypassChooser.Auto.Equals(result.GetValue(profile), StringComparison.OrdinalIgnoreCase);

    /// <summary>What the user asked for.</summary>
    public BypassRequest Read(ParseResult parsed) => new()
    {
        Profile = parsed.GetValue(profile),
        Knockouts = given.Read(parsed)?.Knockouts ?? [],
        Force = parsed.GetValue(force),
        Store = parsed.GetValue(store)!,
    };
}
