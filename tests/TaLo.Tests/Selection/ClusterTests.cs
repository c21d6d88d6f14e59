using CsCheck;
using TaLo.Models;
using TaLo.Selection;
using TaLo.Selection.Protocols;
using TaLo.Selection.Race;
using TaLo.Simulation;
using TaLo.Statistics;
using TaLo.Tests.Selection.Race;

namespace TaLo.Tests.Selection;

/// <summary>Samples that belong together are split, drawn and tested together; where none do, nothing is different.</summary>
public class ClusterTests
{
    [Fact]
    public void Should_Never_Divide_A_Cluster_Between_Probe_And_Evaluation() =>
        Gen.Select(Gen.Int[1, 60], Gen.Int[1, 12], Gen.Long[0, 1000], Tables.AnyProtocol).Sample((samples, clusters, seed, protocol) =>
        {
            var table = Clustered(samples, clusters, seed);
            var decision = protocol.Decide(table);
            Assert.Empty(Clusters(table, decision.Pool).Intersect(Clusters(table, decision.Evaluation)));
            if (decision.Verdict == Verdict.Skipped)
                return;
            Assert.Equal(samples, decision.Pool.Count + decision.Evaluation.Count);
            Assert.NotEmpty(decision.Pool);
        }, iter: 500);

    [Fact]
    public void Should_Skip_What_Cannot_Be_Split()
    {
        var decision = new RobustProtocol().Decide(Clustered(30, 1, 0));
        Assert.Equal(Verdict.Skipped, decision.Verdict);
        Assert.Contains("30 samples in 1 cluster (a shared image or g_index) cannot be split", decision.Reason, StringComparison.Ordinal);
        Assert.Contains(
            "20 probe samples in 4 clusters are too few", new RobustProtocol().Decide(Clustered(40, 8, 0)).Reason, StringComparison.Ordinal);
    }

    /// <summary>The split as it was before there were clusters.</summary>
    [Fact]
    public void Should_Split_Samples_Of_Their_Own_As_Ever() =>
        Gen.Select(Gen.Int[0, 90], Gen.Double[0, 1], Gen.Long).Sample((samples, share, seed) =>
        {
            var table = Tables.ByHand(samples, 1, (_, _) => 1);
            int[] order = [.. Enumerable.Range(0, samples)];
            SeededRandom.For(seed, "t").Shuffle(order);
            var split = SampleSplit.Draw(table, (int)(share * samples), SamplingStrategy.Random, SeededRandom.For(seed, "t"));
            Assert.Equal(order, split.Pool.ToArray().Concat(split.Evaluation.ToArray()));
        }, iter: 100);

    [Fact]
    public void Should_Decide_The_Same_Where_Each_Sample_Is_Named_As_Its_Own_Cluster()
    {
        var table = Tables.Simulated(Scenario.Helped, 120, 7, layers: 12);
        Assert.Equal(Tables.Text(new RobustProtocol().Decide(table.WithoutClusters())), Tables.Text(new RobustProtocol().Decide(table)));
        Assert.Null(table.Compare(1, [.. Enumerable.Range(0, 120)]).Groups);
    }

    [Fact]
    public void Should_Count_A_Cluster_Once_However_Many_Samples_It_Has()
    {
        // Twelve samples and their copies: what the test says of the twelve it says of the sixty.
        var once = Tables.ByHand(12, 3, Margin);
        var copies = Tables.ByHand(60, 3, (s, layer) => Margin(s / 5, layer));
        var table = With(copies, s => $"{s / 5}");

        var counts = table.Compare(2, [.. Enumerable.Range(0, 60)]);

        Assert.Equal((60, 12, "60 in 12 clusters"), (counts.Samples, counts.Clusters, counts.Size));
        Assert.Equal(once.Compare(2, [.. Enumerable.Range(0, 12)]).PValue, counts.PValue, 1e-12);
        var decision = new RobustProtocol().Decide(table);
        Assert.All(decision.Evidence, e => Assert.Equal(6, e.Counts.Clusters));
        Assert.Contains("30 in 6 clusters", decision.HeldOut!.Counts.Size, StringComparison.Ordinal);
        Assert.True(decision.HeldOut.Counts.BaseInterval.Upper - decision.HeldOut.Counts.BaseInterval.Lower
            > Intervals.Wilson(decision.HeldOut.Counts.BaseCorrect, 30).Upper - Intervals.Wilson(decision.HeldOut.Counts.BaseCorrect, 30).Lower);

        static double Margin(int sample, int layer) => layer == 1 ? 1 : sample % 3 - 0.5 - (layer + 1) * 0.1;
    }

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    public void Should_Race_By_Clusters_As_The_Full_Sweep_Decides(long seed)
    {
        var table = new TaskSimulator(12).Make(Scenario.SharedNull, 120, SeededRandom.For(seed, "table")).Table;
        var asked = new Recorded(table);

        var decision = new RaceSearch(new RobustProtocol(), new RaceOptions { Patience = 0 }).Decide(
            table.Task, table.Samples, table.Strata, [.. asked.Candidates], asked,
            clusters: [.. Enumerable.Range(0, 120).Select(table.Clusters.Name)]);

        var full = new RobustProtocol().Decide(table);
        Assert.Equal(full.Pool, decision.Pool);
        Assert.Equal(full.Evidence, decision.Evidence);
        Assert.Equal((full.Chosen, full.HeldOut), (decision.Chosen, decision.HeldOut));
        Assert.Contains("120 in 30 clusters", Assert.Single(decision.Notes), StringComparison.Ordinal);
        Assert.Equal(15, decision.Evidence[0].Counts.Clusters);
    }

    [Fact]
    public void Should_Seldom_Name_A_Layer_In_A_Race_Over_Shared_Images()
    {
        var row = new RaceStudy(new RobustProtocol(), new RaceOptions()).Simulate(Scenario.SharedNull, 200, 250);
        Assert.InRange(row.Named, 0, 0.05 + 3 * Math.Sqrt(0.05 * 0.95 / 250));
        Assert.InRange(row.Same, 0.95, 1);
    }

    [Fact]
    public void Should_Make_Tables_By_The_Clusters_Of_Passes()
    {
        var passes = Enumerable.Range(0, 8).SelectMany(s => new[] { Pass(s, null), Pass(s, new Knockout(1, Module.Attention)) });
        var table = Assert.Single(OutcomeTables.From(passes));
        Assert.Equal(3, table.Clusters.Count);
        Assert.Contains("8 in 3 clusters", Assert.Single(table.Notes), StringComparison.Ordinal);

        static TaLo.Scoring.ScoredPass Pass(int sample, Knockout? knockout) =>
            Storage.SomeRows.Row("t", $"{sample}", knockout, [-1, -2, -3 + sample * 0.01], 'A') with { Cluster = $"{sample / 3}" };
    }

    private static IEnumerable<int> Clusters(OutcomeTable table, IEnumerable<string> samples) =>
        samples.Select(s => table.Clusters.Of(table.Samples.ToList().IndexOf(s)));

    private static OutcomeTable Clustered(int samples, int clusters, long seed)
    {
        var random = SeededRandom.For(seed, "clusters");
        var names = Enumerable.Range(0, samples).Select(s => $"{(clusters == 8 ? s % 8 : random.Below(clusters))}").ToList();
        return With(Tables.ByHand(samples, 4, (s, layer) => (s + layer * s) % 5 - 1.9), s => names[s]);
    }

    private static OutcomeTable With(OutcomeTable table, Func<int, string> cluster)
    {
        var (correct, margins) = (new bool[table.Samples.Count, table.Columns], new double[table.Samples.Count, table.Columns]);
        for (var s = 0; s < table.Samples.Count; s++)
        {
            for (var c = 0; c < table.Columns; c++)
                (correct[s, c], margins[s, c]) = (table.Correct(s, c), table.Margin(s, c));
        }

        return new OutcomeTable(
            table.Task, table.Samples, table.Strata, table.Knockouts, correct, margins,
            clusters: [.. Enumerable.Range(0, table.Samples.Count).Select(cluster)]);
    }
}
