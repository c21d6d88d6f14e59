using System.CommandLine;
using TaLo.Selection;
using TaLo.Selection.Protocols;

namespace TaLo.Terminal.Commands;

/// <summary>The options that say how a layer is chosen, the same on every verb that chooses.</summary>
internal sealed class ProtocolOptionSet
{
    private readonly Option<string> protocol = new Option<string>("--protocol")
    {
        Description = "How to choose: robust (tests the evidence), pooled (tasks of one group find for each other, each confirms) or paper (the released code's decisions).",
        DefaultValueFactory = _ => "robust",
        HelpName = "NAME",
    }.OneOf("robust", "pooled", "paper");

    private readonly Option<int?> probe = new Option<int?>("--probe") { Description = "Samples of the probe set (paper: 10; robust, pooled: half of the task).", HelpName = "N" }.Within(1, 1_000_000);

    private readonly Option<long> drawSeed = new("--draw-seed") { Description = "Seed of the draw of the probe set.", HelpName = "S" };

    private readonly Option<string> strategy = new Option<string>("--strategy")
    {
        Description = "How the probe pool is drawn: random or stratified.",
        DefaultValueFactory = _ => "random",
        HelpName = "NAME",
    }.OneOf("random", "stratified");

    private readonly Option<string> unit = new Option<string>("--unit")
    {
        Description = "What is decided: each task, or each group of tasks; stratified draws use the other as strata.",
        DefaultValueFactory = _ => "task",
        HelpName = "NAME",
    }.OneOf("task", "group");

    /// <summary>Adds the options to a verb.</summary>
    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { protocol, probe, drawSeed, strategy, unit })
            command.Options.Add(option);
    }

    /// <summary>What makes a task.</summary>
    public TaskUnit Unit(ParseResult parsed) => parsed.GetValue(unit) switch
    {
        "group" => TaskUnit.L2Category,
        _ => TaskUnit.Category,
    };

    /// <summary>The protocol asked for.</summary>
    public IProtocol Read(ParseResult parsed)
    {
        var how = parsed.GetValue(strategy) switch
        {
            "stratified" => SamplingStrategy.Stratified,
            _ => SamplingStrategy.Random,
        };
        return parsed.GetValue(protocol) switch
        {
            "pooled" => new PooledProtocol(new RobustProtocol(parsed.GetValue(probe), parsed.GetValue(drawSeed), how)),
            "paper" => new PaperProtocol(parsed.GetValue(probe) ?? PaperProtocol.DefaultShots, parsed.GetValue(drawSeed), how),
            _ => new RobustProtocol(parsed.GetValue(probe), parsed.GetValue(drawSeed), how),
        };
    }
}
