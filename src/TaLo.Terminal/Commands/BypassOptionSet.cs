using System.CommandLine;
using TaLo.Models;
using TaLo.Sweeps;
using TaLo.UseCases;

namespace TaLo.Terminal.Commands;

/// <summary>The options that say what is bypassed: by a profile, by hand, or nothing.</summary>
internal sealed class BypassOptionSet
{
    private readonly Option<string?> profile = new("--profile") { Description = "Bypass what a profile says: its task's name, or its id from `talo profiles list`; auto takes, for each question, the profile whose task it is close to (`talo profiles match`), or none.", HelpName = "TASK|ID|auto" };

    private readonly Option<int?> layer = new Option<int?>("--layer") { Description = "Bypass this layer.", HelpName = "N" }.Within(0, 999);

    private readonly Option<string> module = new Option<string>("--module") { Description = "With --layer: attention, ffn or layer; vision-layer, vision-attention or vision-ffn for the vision encoder.", DefaultValueFactory = _ => "attention", HelpName = "NAME" }.CheckedBy(name => ModuleSelection.ParseOne(name));

    private readonly Option<string?> knockout = new Option<string?>("--knockout") { Description = "Apply this, as results name it: \"attention 7\", \"uniform 7\", \"repeat 12-15\", \"ffn 3 answer\", \"vision-layer 2\"; several at once with commas between them.", HelpName = "KNOCKOUT" }.CheckedBy(text => KnockoutSet.Parse(text));

    private readonly Option<bool> isBase = new("--base") { Description = "Bypass nothing, as without any of these." };

    private readonly Option<bool> force = new("--force") { Description = "Apply a profile made for another model file or quantisation." };

    private readonly Option<string> store = StoreOption.Create();

    /// <summary>Adds the options to a verb.</summary>
    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { profile, layer, module, knockout, isBase, force, store })
            command.Options.Add(option);
        command.Validators.Add(result =>
        {
            if (new Option[] { profile, layer, knockout, isBase }.Count(o => result.GetResult(o) is not null) > 1)
                result.AddError("--profile, --layer, --knockout and --base exclude each other.");
            if (result.GetResult(module) is { Implicit: false } && result.GetResult(layer) is null)
                result.AddError("--module says what of --layer N is bypassed: give the layer too.");
        });
    }

    /// <summary>Whether something may be bypassed.</summary>
    public bool IsGiven(System.CommandLine.Parsing.CommandResult result) =>
        new Option[] { profile, layer, knockout }.Any(o => result.GetResult(o) is not null);

    /// <summary>Whether the profile is to be chosen for each question.</summary>
    public bool IsAuto(System.CommandLine.Parsing.CommandResult result) =>
        BypassChooser.Auto.Equals(result.GetValue(profile), StringComparison.OrdinalIgnoreCase);

    /// <summary>What the user asked for.</summary>
    public BypassRequest Read(ParseResult parsed) => new()
    {
        Profile = parsed.GetValue(profile),
        Knockouts = parsed.GetValue(knockout) is { } whole ? KnockoutSet.Parse(whole).Knockouts
            : parsed.GetValue(layer) is { } l ? [new Knockout(l, ModuleSelection.ParseOne(parsed.GetValue(module)!))] : [],
        Force = parsed.GetValue(force),
        Store = parsed.GetValue(store)!,
    };
}
