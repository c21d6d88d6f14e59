using System.CommandLine;
using System.CommandLine.Parsing;
using TaLo.Models;
using TaLo.Sweeps;

namespace TaLo.Terminal.Commands;

/// <summary>The options that say by hand what is bypassed, the same on every verb that can be told.</summary>
internal sealed class GivenKnockoutOptionSet
{
    private readonly Option<int?> layer = new Option<int?>("--layer") { Description = "Bypass this layer.", HelpName = "N" }.Within(0, 999);

    private readonly Option<string> module = new Option<string>("--module") { Description = "With --layer: attention, ffn or layer; vision-layer, vision-attention or vision-ffn for the vision encoder.", DefaultValueFactory = _ => "attention", HelpName = "NAME" }.CheckedBy(name => ModuleSelection.ParseOne(name));

    private readonly Option<string?> knockout = new Option<string?>("--knockout") { Description = "Apply this, as results name it: \"attention 7\", \"uniform 7\", \"repeat 12-15\", \"ffn 3 answer\", \"vision-layer 2\"; several at once with commas between them.", HelpName = "KNOCKOUT" }.CheckedBy(text => KnockoutSet.Parse(text));

    /// <summary>Adds the options to a verb.</summary>
    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { layer, module, knockout })
            command.Options.Add(option);
        command.Validators.Add(result =>
        {
            if (result.GetResult(layer) is not null && result.GetResult(knockout) is not null)
                result.AddError("--layer and --knockout exclude each other.");
            if (result.IsGiven(module) && result.GetResult(layer) is null)
                result.AddError("--module says what of --layer N is bypassed: give the layer too.");
        });
    }

    /// <summary>Whether something is bypassed by hand.</summary>
    public bool IsGiven(CommandResult result) => result.GetResult(layer) is not null || result.GetResult(knockout) is not null;

    /// <summary>What the user asked for; null for nothing.</summary>
    public KnockoutSet? Read(ParseResult parsed) =>
        parsed.GetValue(knockout) is { } whole ? KnockoutSet.Parse(whole)
            : parsed.GetValue(layer) is { } l ? new Knockout(l, ModuleSelection.ParseOne(parsed.GetValue(module)!)) : null;
}
