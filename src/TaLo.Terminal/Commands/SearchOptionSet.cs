using System.CommandLine;
using TaLo.Selection.Race;
using TaLo.Sweeps;

namespace TaLo.Terminal.Commands;

/// <summary>The options that say whether every layer is tried on every sample, or layers race.</summary>
internal sealed class SearchOptionSet
{
    private readonly Option<string> search = new("--search")
    {
        Description = "full (every layer on every sample) or race (layers that will hardly be named are dropped: few passes).",
        DefaultValueFactory = _ => "full",
        HelpName = "NAME",
    };

    private readonly Option<int?> maxPasses = new("--max-passes") { Description = "A task's race ends before it has made more passes; judging the choice comes after.", HelpName = "N" };

    private readonly Option<double?> maxMinutes = new("--max-minutes") { Description = "A task's race ends after so many minutes.", HelpName = "M" };

    /// <summary>Adds the options to a verb.</summary>
    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { search, maxPasses, maxMinutes })
            command.Options.Add(option);
    }

    /// <summary>How to race, or null for the full sweep.</summary>
    public RaceOptions? Read(ParseResult parsed)
    {
        var (passes, minutes) = (parsed.GetValue(maxPasses), parsed.GetValue(maxMinutes));
        if (passes is < 1)
            throw new SelectionException("--max-passes: at least 1");
        if (minutes is { } m && !(m is > 0 and <= 1_000_000))
            throw new SelectionException("--max-minutes: more than 0");
        return parsed.GetValue(search) switch
        {
            "race" => new RaceOptions { MaxPasses = passes, MaxTime = minutes is { } limit ? TimeSpan.FromMinutes(limit) : null },
            "full" when passes is null && minutes is null => null,
            "full" => throw new SelectionException("--max-passes and --max-minutes: only with --search race"),
            var other => throw new SelectionException($"--search {other}: write race or full"),
        };
    }
}
