using System.CommandLine;
using System.CommandLine.Parsing;
using TaLo.Models;
using TaLo.Sweeps;

namespace TaLo.Terminal.Commands;

/// <summary>The options that say what is done to each layer of a sweep, and where.</summary>
internal sealed class KnockoutOptionSet
{
    private readonly Option<string> intervention = new Option<string>("--intervention") { Description = "zero: the layer's modules add nothing; uniform: its attention looks at everything alike; repeat: it runs again.", DefaultValueFactory = _ => "zero", HelpName = "NAME" }.OneOf("zero", "uniform", "repeat");

    private readonly Option<string> scope = new Option<string>("--scope") { Description = "all; or answer: the prompt is read by the base model, once for all layers, and only what comes behind it is changed.", DefaultValueFactory = _ => "all", HelpName = "NAME" }.OneOf("all", "answer");

    private readonly Option<string> modules = new Option<string>("--modules") { Description = "With zero: what to bypass in a layer: attention, ffn, layer; vision for the vision encoder's layers (vision-attention, vision-ffn for a part of them); several separated by commas.", DefaultValueFactory = _ => "attention", HelpName = "LIST" }.CheckedBy(list => ModuleSelection.Parse(list));

    private readonly Option<string> lengths = new Option<string>("--block-length") { Description = "With repeat: how many layers run again together; several separated by commas.", DefaultValueFactory = _ => "1", HelpName = "LIST" }.CheckedBy(list => BlockLengths.Parse(list));

    private readonly Option<int> times = new Option<int>("--times") { Description = "With repeat: how often they run.", DefaultValueFactory = _ => 2, HelpName = "N" }.Within(2, KnockoutKind.MostTimes);

    /// <summary>Adds the options to a verb.</summary>
    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { intervention, scope, modules, lengths, times })
            command.Options.Add(option);
        command.Validators.Add(result =>
        {
            var isRepeat = Is(result, Intervention.Repeat);
            if (result.IsGiven(modules) && !Is(result, Intervention.Zero))
                result.AddError("--modules is for --intervention zero: uniform changes the attention, repeat runs whole layers.");
            if (!isRepeat && (result.IsGiven(lengths) || result.IsGiven(times)))
                result.AddError("--block-length and --times are for --intervention repeat.");
            if (IsForAnswers(result) && result.IsGiven(modules) && result.GetValue(modules)?.Contains("vision", StringComparison.OrdinalIgnoreCase) == true)
                result.AddError("--scope answer is not for the vision encoder: an image is encoded before anything is answered.");
            if (isRepeat && IsForAnswers(result))
                result.AddError("--scope answer is not for --intervention repeat: a layer's second run has read no prompt that the base model read.");
        });
    }

    /// <summary>Whether the prompt is read by the base model.</summary>
    public bool IsForAnswers(CommandResult result) => result.GetValue(scope) == "answer";

    /// <summary>What the user asked for.</summary>
    public IReadOnlyList<KnockoutKind> Read(ParseResult parsed)
    {
        var where = Enum.Parse<Scope>(parsed.GetValue(scope)!, ignoreCase: true);
        IEnumerable<KnockoutKind> kinds = Enum.Parse<Intervention>(parsed.GetValue(intervention)!, ignoreCase: true) switch
        {
            Intervention.Zero => ModuleSelection.Parse(parsed.GetValue(modules)!).Select(KnockoutKind.Zero),
            Intervention.Uniform => [KnockoutKind.Uniform()],
            _ => BlockLengths.Parse(parsed.GetValue(lengths)!).Select(length => KnockoutKind.Repeat(length, parsed.GetValue(times))),
        };
        return [.. kinds.Select(kind => kind.In(where))];
    }

    // A default is not worked out yet while the command line is checked.
    private bool Is(CommandResult result, Intervention one) =>
        one.ToString().Equals(result.GetValue(intervention) ?? nameof(Intervention.Zero), StringComparison.OrdinalIgnoreCase);
}
