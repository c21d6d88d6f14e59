using System.CommandLine;
using TaLo.Models;
using TaLo.Sweeps;
using TaLo.UseCases;

namespace TaLo.Terminal.Commands;

/// <summary>The options that say what is asked and what is bypassed, the same on every verb that sweeps.</summary>
/// <param name="overLayers">Whether the verb goes over the layers; one that is told what to bypass has no options for it here.</param>
internal sealed class SweepOptionSet(bool overLayers = true)
{
    private readonly Option<string?> tasks = new("--tasks") { Description = "Only these tasks, separated by commas (`talo tasks` lists them).", HelpName = "A,B" };

    private readonly Option<int> samples = new Option<int>("--samples") { Description = "At most N samples of each task; a larger N later extends the smaller. Without it, all.", HelpName = "N" }.Within(1, int.MaxValue);

    private readonly Option<long> seed = new("--seed") { Description = "Chooses which samples.", HelpName = "S" };

    private readonly Option<string> layers = new Option<string>("--layers") { Description = "Layers to bypass, one at a time: all, 1-11 or 0,3,5-7; none for the base model alone.", DefaultValueFactory = _ => "all", HelpName = "LIST" }.CheckedBy(list => LayerSelection.Parse(list, ModelFacts.MostLayers));

    private readonly Option<string> store = StoreOption.Create();

    private readonly KnockoutOptionSet doing = new();

    private readonly PromptOptionSet asking = new();

    private readonly DataOptionSet reading = new();

    private readonly ModelOptionSet loading = new();

    /// <summary>Adds the options to a verb.</summary>
    /// <returns>Those that only matter where a model is asked: all but the store.</returns>
    public IReadOnlyList<Option> AddTo(Command command)
    {
        var first = command.Options.Count;
        foreach (var option in overLayers ? new Option[] { tasks, samples, seed, layers, store } : [tasks, samples, seed, store])
            command.Options.Add(option);
        if (overLayers)
        {
            doing.AddTo(command);
            command.Validators.Add(result =>
            {
                if (doing.IsForAnswers(result) && asking.IsByText(result))
                    result.AddError("--scope answer is not for --scoring choice: an option's text is scored behind its prompt in one pass; score by letter.");
            });
        }

        asking.AddTo(command);
        reading.AddTo(command);
        loading.AddTo(command);
        return [.. command.Options.Skip(first).Where(o => o != store)];
    }

    /// <summary>The folder of the stored results.</summary>
    public string Store(ParseResult parsed) => parsed.GetValue(store)!;

    /// <summary>What the user asked for.</summary>
    public SweepRequest Read(ParseResult parsed, string model, string data)
    {
        var request = new SweepRequest
        {
            Model = loading.Read(parsed, model, out var aboutMmproj),
            AboutMmproj = aboutMmproj,
            DataPath = data,
            DataOptions = reading.Read(parsed),
            Tasks = parsed.GetValue(tasks)?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
            Samples = new SampleSelection(parsed.GetResult(samples) is null ? null : parsed.GetValue(samples), parsed.GetValue(seed)),
            Scoring = asking.Scoring(parsed),
            Prompt = asking.Prompt(parsed),
            Store = parsed.GetValue(store)!,
        };
        return overLayers ? request with { Layers = parsed.GetValue(layers)!, Kinds = doing.Read(parsed) } : request;
    }
}
