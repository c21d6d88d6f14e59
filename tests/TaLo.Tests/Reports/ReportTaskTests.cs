using TaLo.Models;
using TaLo.Reports;
using TaLo.Selection;
using TaLo.Selection.Evidence;
using TaLo.Selection.Protocols;
using TaLo.Simulation;
using TaLo.Statistics;
using TaLo.Tests.Selection;

namespace TaLo.Tests.Reports;

public class ReportTaskTests
{
    [Fact]
    public void Should_Show_The_Chosen_Candidate_Or_The_Nearest_That_Gains()
    {
        var decision = new Decision(
            "t", new PaperProtocol(), Verdict.None, null, "why", [], [], [],
            [Candidate(1, 2, double.NaN), Candidate(2, 3, double.NaN), Candidate(3, 1, 0.5), Candidate(4, 3, double.NaN), Candidate(5, 0, 0.2)],
            null, []);

        var task = new ReportTask(decision, "group");

        Assert.Equal(2, task.Shown!.Knockout.Layer);
        Assert.Equal(1, (task with { Decision = decision with { Chosen = new Knockout(1, Module.Attention) } }).Shown!.Knockout.Layer);
        Assert.Null((task with { Decision = decision with { Evidence = [] } }).Shown);
        Assert.False(task.IsJudged);
    }

    [Fact]
    public void Should_Show_The_Candidate_That_The_Reason_Names()
    {
        var named = 0;
        for (var seed = 0; seed < 40; seed++)
        {
            var decision = new RobustProtocol(Seed: seed, Flips: 200).Decide(Tables.Simulated(Scenario.FlatNull, 60, seed, 8));
            if (decision.Chosen is not null || !decision.Reason.Contains("nearest", StringComparison.Ordinal))
                continue;
            named++;
            Assert.Contains($"the nearest is {new ReportTask(decision, null).Shown!.Knockout} with", decision.Reason, StringComparison.Ordinal);
        }

        Assert.True(named > 10, $"{named}");
    }

    [Fact]
    public void Should_Count_None_Among_The_Choices_Of_The_Redraws()
    {
        var report = new StabilityReport("t", new PaperProtocol(), 100, [new ChoiceShare(new Knockout(3, Module.Attention), 0.3, 0.02)], 0.7, 0.006, 0.2, 0.1);

        Assert.Equal([null, 3], report.Shares.Select(s => s.Knockout?.Layer));
    }

    [Fact]
    public void Should_Share_The_Shown_Samples_Between_Fixed_And_Broken()
    {
        var samples = Enumerable.Range(0, 9).Select(i => SomeReport.Sample($"{i}", "?", i < 8)).ToList();

        Assert.Equal(["0", "1", "2", "8"], new ReportLimits(SamplesPerTask: 4).Pick(samples).Select(s => s.Sample.Index));
        Assert.Equal(9, new ReportLimits(SamplesPerTask: 20).Pick(samples).Count);
        Assert.Empty(new ReportLimits(SamplesPerTask: 0).Pick(samples));
    }

    private static CandidateEvidence Candidate(int layer, int repaired, double adjusted) => new(
        new Knockout(layer, Module.Attention), new PairedComparison(20, 10, repaired, 0), 1, 1, 0, Interval.None, 0, adjusted, adjusted);
}
