using TaLo.Models;
using TaLo.Scoring;
using TaLo.Selection;
using TaLo.Sweeps;
using TaLo.Tests.Storage;

namespace TaLo.Tests.Selection;

public class OutcomeTablesTests
{
    [Fact]
    public void Should_Hold_What_The_Rows_Say()
    {
        var table = Assert.Single(OutcomeTables.From([Row("2", 1, true), Row("1", null, false), Row("2", null, true), Row("1", 1, true)]));

        Assert.Equal(("t", 2), (table.Task, table.Columns));
        Assert.Equal(["1", "2"], table.Samples);
        Assert.Equal([false, true, true, true], [table.Correct(0, 0), table.Correct(0, 1), table.Correct(1, 0), table.Correct(1, 1)]);
        Assert.Equal([-1.0, 1, 1, 1], [table.Margin(0, 0), table.Margin(0, 1), table.Margin(1, 0), table.Margin(1, 1)]);
        Assert.Empty(table.Notes);
    }

    [Theory]
    [InlineData(20, 5, true)]                                             // P(at most 5 of 20 by guessing) 0.02, of 6 0.06
    [InlineData(20, 6, false)]
    [InlineData(200, 88, false)]                                          // 0.052, 0.038
    [InlineData(200, 87, true)]
    public void Should_Say_Where_The_Base_Model_Is_Worse_Than_Guessing(int samples, int right, bool expected)
    {
        var rows = Enumerable.Range(0, samples).SelectMany(i => new[] { Row($"{i}", null, i < right), Row($"{i}", 1, true) });

        var notes = Assert.Single(OutcomeTables.From(rows)).Notes;

        Assert.Equal(expected ? [$"the base model is right in {right} of {samples} samples, fewer than guessing comes to (50%): a bypass that only makes its answers random gains here, too"] : [], notes);
    }

    [Fact]
    public void Should_Not_Take_Samples_Of_One_Image_For_So_Many_Answers()
    {
        // 2 right of 20, ten to an image: one draw of two.
        var rows = Enumerable.Range(0, 20).SelectMany(i => new[] { Row($"{i}", null, i < 2), Row($"{i}", 1, true) }).ToList();

        Assert.Contains("fewer than guessing", Assert.Single(Assert.Single(OutcomeTables.From(rows)).Notes), StringComparison.Ordinal);
        foreach (var toAnImage in new[] { 10, 20 })
            Assert.DoesNotContain(Assert.Single(OutcomeTables.From(rows.Select(r => r with { Cluster = $"{int.Parse(r.Index) / toAnImage}" }))).Notes, n => n.Contains("guessing", StringComparison.Ordinal));
    }

    [Fact]
    public void Should_Count_Equal_Rows_Once_And_Refuse_Different_Ones()
    {
        Assert.Single(Assert.Single(OutcomeTables.From([Row("1", null, true), Row("1", null, true)])).Samples);
        Assert.Contains("sample 1: two rows of attention 3 differ", Assert.Throws<OutcomeException>(
            () => OutcomeTables.From([Row("1", null, true), Row("1", 3, true), Row("1", 3, false)])).Message);
    }

    [Fact]
    public void Should_Refuse_A_Margin_That_Is_No_Number()
    {
        var row = Row("7", 2, true);
        Assert.Contains("sample 7: the margin of attention 2 is NaN", Assert.Throws<OutcomeException>(
            () => OutcomeTables.From([Row("7", null, true), row with { Margin = double.NaN }])).Message);
    }

    [Fact]
    public void Should_Leave_Out_The_Samples_A_Stopped_Sweep_Did_Not_Reach()
    {
        var table = Assert.Single(OutcomeTables.From([
            Row("1", null, true), Row("1", 1, true), Row("1", 2, true),
            Row("2", null, true), Row("2", 1, true), Row("2", 2, true),
            Row("3", null, true), Row("3", 1, true),
            Row("4", 1, true)]));

        Assert.Equal(["1", "2"], table.Samples);
        Assert.Equal(2, table.Knockouts.Count);
        Assert.Equal("2 of 4 samples are left out: rows of theirs are missing (a stopped sweep, or a race?)", Assert.Single(table.Notes));
        Assert.Null(table.Gap);
    }

    [Fact]
    public void Should_Say_Where_Candidates_Were_Given_Up_Half_Way()
    {
        // As a race leaves it: three candidates on four samples, two of them on a fifth, one on a sixth, none on a seventh.
        int[][] asked = [[1, 2, 3], [1, 2, 3], [1, 2, 3], [1, 2, 3], [1, 2], [1], []];
        var table = Assert.Single(OutcomeTables.From(asked.SelectMany(
            (layers, i) => new[] { Row($"{i}", null, true) }.Concat(layers.Select(l => Row($"{i}", l, true))))));
        Assert.Equal((4, 3), (table.Samples.Count, table.Knockouts.Count));
        Assert.Equal("1 of 7 samples have answers of some candidates only", table.Gap);

        // As an evaluation leaves it: a whole sweep, and the choice alone on other samples.
        asked[4] = [1];
        Assert.Null(Assert.Single(OutcomeTables.From(asked.SelectMany(
            (layers, i) => new[] { Row($"{i}", null, true) }.Concat(layers.Select(l => Row($"{i}", l, true)))))).Gap);
    }

    [Fact]
    public void Should_Not_Take_A_Large_Evaluation_For_The_Sweep()
    {
        // Three layers on four samples, then the choice alone on twenty others: the larger block, but no sweep.
        var rows = Enumerable.Range(0, 24).SelectMany(i => new[] { Row($"{i}", null, true), Row($"{i}", 1, true) })
            .Concat(Enumerable.Range(0, 4).SelectMany(i => new[] { Row($"{i}", 2, true), Row($"{i}", 3, true) }));

        var table = Assert.Single(OutcomeTables.From(rows));

        Assert.Equal((4, 3), (table.Samples.Count, table.Knockouts.Count));
        Assert.Null(table.Gap);
    }

    [Fact]
    public void Should_Leave_Out_A_Layer_That_Few_Samples_Have()
    {
        var rows = Enumerable.Range(0, 9).SelectMany(i => new[] { Row($"{i}", null, true), Row($"{i}", 1, true), Row($"{i}", 4, true) });
        var table = Assert.Single(OutcomeTables.From([.. rows, Row("3", 2, true)]));

        Assert.Equal(9, table.Samples.Count);
        Assert.Equal("left out, for rows of theirs are missing: attention 2", Assert.Single(table.Notes));
        Assert.Equal("1 of 3 candidates lack answers to samples that others have", table.Gap);
    }

    [Fact]
    public void Should_Make_Tasks_Of_Either_Column()
    {
        ScoredPass[] rows = [Row("1", null, true), Row("2", null, true) with { Task = "u" }, Row("3", null, true) with { TaskGroup = null }];

        Assert.Equal(["t", "u"], OutcomeTables.From(rows).Select(t => t.Task));
        var group = Assert.Single(OutcomeTables.From(rows, TaskUnit.L2Category));
        Assert.Equal("group", group.Task);
        Assert.Equal(["t", "u"], group.Strata);
    }

    [Fact]
    public void Should_Read_Lines_Of_One_Intervention()
    {
        ResultLine[] lines = [new(Row("1", null, true), null), new(Row("1", 1, true), "zero")];
        Assert.Equal(2, Assert.Single(OutcomeTables.From(lines)).Columns);
        Assert.Contains("uniform, zero", Assert.Throws<OutcomeException>(
            () => OutcomeTables.From([.. lines, new ResultLine(Row("1", 2, true), "uniform")])).Message);
    }

    [Fact]
    public void Should_Have_No_Table_Without_Rows_And_An_Empty_One_Without_Base_Rows()
    {
        Assert.Empty(OutcomeTables.From(Array.Empty<ScoredPass>()));
        Assert.Empty(Assert.Single(OutcomeTables.From([Row("1", 1, true)])).Samples);
    }

    private static ScoredPass Row(string index, int? layer, bool right) => SomeRows.Row(
        "t", index, layer is { } l ? new Knockout(l, Module.Attention) : null, right ? [-1, -2] : [-2, -1], 'A');
}
