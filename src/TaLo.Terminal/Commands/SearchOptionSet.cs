using System.CommandLine;
using TaLo.Selection.Race;

namespace TaLo.Terminal.Commands;

/// <summary>The options that say whether every layer is tried on every sample, or layers race.</summary>
internal sealed class SearchOptionSet
{
    private readonly Option<string?> search = new Option<string?>("--search")
    {
        Description = "race (layers that will hardly be named are dropped: few passes) or full (every layer on every sample, the whole vector). Without it: race where it can be.",
        HelpName = "NAME",
    }.OneOf("race", "full");

    private readonly Option<int?> maxPasses = new Option<int?>("--max-passes") { Description = "A task's race ends before it has taken more passes, stored ones included; judging the choice comes after.", HelpName = "N" }.Within(1, int.MaxValue);

    private readonly Option<double?> maxMinutes = new Option<double?>("--max-minutes") { Description = "A task's race ends after so many minutes.", HelpName = "M" }.Within(0.001, 1_000_000);

    /// <summary>Adds the options to a verb.</summary>
    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { search, maxPasses, maxMinutes })
            command.Options.Add(option);
        command.Validators.Add(result =>
        {
            if (result.GetValue(search) == "full" && (result.GetValue(maxPasses) is not null || result.GetValue(maxMinutes) is not null))
                result.AddError("--max-passes and --max-minutes are for --search race.");
        });
    }

    /// <summary>How to race, or null for the full sweep.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="obstacle">Why there can be no race, or null.</param>
    /// <exception cref="UsageException">A race is asked for where there can be none, or numbers make no sense.</exception>
    public RaceOptions? Read(ParseResult parsed, string? obstacle)
    {
        var (passes, minutes) = (parsed.GetValue(maxPasses), parsed.GetValue(maxMinutes));
        var limited = passes is not null || minutes is not null;
        return parsed.GetValue(search) switch
        {
            "race" when obstacle is not null => throw new UsageException($"--search race: {obstacle}"),
            null when obstacle is not null && limited => throw new UsageException($"--max-passes and --max-minutes are a race's: {obstacle}"),
            null when obstacle is not null => null,
            "full" => null,
            _ => new RaceOptions { MaxPasses = passes, MaxTime = minutes is { } limit ? TimeSpan.FromMinutes(limit) : null },
        };
    }
}
