using System.Globalization;
using Spectre.Console;
using TaLo.Statistics;
using TaLo.Vectors;

namespace TaLo.Terminal.Views;

/// <summary>How alike tasks are, as a table in clustered order.</summary>
internal static class SimilarityView
{
    /// <summary>Prints the matrix; columns are numbered like the rows.</summary>
    public static void Print(SimilarityMatrix matrix)
    {
        var tree = matrix.Cluster();
        Messages.Print($"\n{matrix.Measure.ToString().ToLowerInvariant()} similarity of the vectors, tasks in clustered order (average linkage)");
        var table = new Table().Border(TableBorder.Simple);
        table.AddColumn(new TableColumn("").RightAligned());
        table.AddColumn("task");
        for (var i = 0; i < tree.LeafOrder.Count; i++)
            table.AddColumn(new TableColumn($"{i + 1}").RightAligned().NoWrap());
        foreach (var (row, place) in tree.LeafOrder.Select((r, p) => (r, p)))
            table.AddRow(
                [new Text($"{place + 1}"), new Text(matrix.Vectors[row].Task), .. tree.LeafOrder.Select(column => Cell(matrix.Cells[row][column].Value))]);
        Messages.Data.Write(table);
        if (matrix.Vectors.Sum(v => v.Partial.Count()) is > 0 and var few)
            Messages.Print($"{Quantity.Of(few, "cell")} with fewer samples than other layers left out");
        if (GroupAgreement.Of(matrix) is { } agreement)
            Messages.Print(Words(agreement));
    }

    private static string Words(GroupAgreement a) => string.Create(CultureInfo.InvariantCulture,
        $"""
        the data set's {a.Groups} groups of tasks: mean similarity {Number(a.Within)} within a group, {Number(a.Between)} between two (p {Numbers.P(a.WithinPValue)});
        cut into {a.Groups} clusters: adjusted Rand index {Number(a.Rand)} (1: the same groups, 0: chance; p {Numbers.P(a.RandPValue)}, both from {a.Shuffles} shuffles of the groups)
        """);

    private static string Number(double value) => double.IsNaN(value) ? "-" : value.ToString("0.00;−0.00;0.00", CultureInfo.InvariantCulture);

    private static Text Cell(double value) => new(
        Number(value),
        new Style(Color.Black, DeltaColours.Alike(value)));
}
