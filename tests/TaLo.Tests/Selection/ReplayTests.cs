using CsCheck;
using TaLo.Scoring;
using TaLo.Selection;

namespace TaLo.Tests.Selection;

public class ReplayTests
{
    [Fact]
    public void Should_Never_Judge_On_Samples_That_Chose() => Gen.Select(Tables.Any, Tables.AnyProtocol).Sample((table, protocol) =>
    {
        var decision = protocol.Decide(table);
        Assert.Empty(decision.Pool.Intersect(decision.Evaluation));
        Assert.Empty(decision.Rounds.SelectMany(r => r.Samples).Except(decision.Pool));
        if (decision.Verdict != Verdict.Skipped)
            Assert.Equal(table.Samples.Order(), decision.Pool.Concat(decision.Evaluation).Order());
        Assert.Equal(decision.Rounds.Sum(r => r.Samples.Count), decision.Rounds.SelectMany(r => r.Samples).Distinct().Count());
    }, iter: 100);

    [Fact]
    public void Should_Choose_What_The_Decision_Says() => Gen.Select(Tables.Any, Tables.AnyProtocol).Sample((table, protocol) =>
    {
        var (decision, choice) = (protocol.Decide(table), protocol.Choose(table));
        Assert.Equal(decision.Verdict == Verdict.Skipped, choice.Skipped);
        Assert.Equal(decision.Chosen, choice.Column == 0 ? null : table.Knockouts[choice.Column - 1]);
    }, iter: 100);

    [Fact]
    public void Should_Decide_The_Same_From_Stored_Rows_In_Any_Order() =>
        (from table in Tables.Any.Where(t => t.Samples.Count > 0)
         from protocol in Tables.AnyProtocol
         from rows in Gen.Shuffle(Rows(table))
         select (table, protocol, rows)).Sample((table, protocol, rows) => Assert.Equal(
                Tables.Text(protocol.Decide(table)),
                Tables.Text(protocol.Decide(Assert.Single(OutcomeTables.From(rows))) with { Notes = [] })), iter: 100);

    [Fact]
    public void Should_Decide_The_Same_Whatever_Stands_In_Cells_It_Does_Not_Read() => Gen.Select(Tables.Any, Tables.AnyProtocol).Sample((table, protocol) =>
    {
        var decision = protocol.Decide(table);
        var probed = decision.Rounds.SelectMany(r => r.Samples).ToHashSet();
        var judged = decision.Evaluation.ToHashSet();
        // A live run reads candidates on probe samples, and base model and choice on the evaluation set.
        var other = Tables.Copy(table, (s, c) =>
            probed.Contains(table.Samples[s]) ||
            judged.Contains(table.Samples[s]) && (c == 0 || table.Knockouts[c - 1] == decision.Chosen)
                ? table.Margin(s, c) : 1 - 3 * table.Margin(s, c));

        Assert.Equal(Tables.Text(decision), Tables.Text(protocol.Decide(other)));
    }, iter: 100);

    private static ScoredPass[] Rows(OutcomeTable table) =>
        [.. Enumerable.Range(0, table.Samples.Count).SelectMany(s => Enumerable.Range(0, table.Columns).Select(c => new ScoredPass(
            table.Task, table.Strata[s], table.Samples[s], "AB", 'A', c == 0 ? null : table.Knockouts[c - 1],
            [0, 0], table.Correct(s, c) ? 'A' : 'B', table.Margin(s, c), 1) { Cluster = table.Clusters.Name(s) }))];
}
