using System.Globalization;
using System.Text;

namespace TaLo.Simulation;

/// <summary>Writes the rows of a study of races for people.</summary>
public static class RaceTable
{
    /// <summary>A Markdown table: one line for each row, shares in per cent, gains in points.</summary>
    public static string Markdown(IEnumerable<RaceStudyRow> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var text = new StringBuilder()
            .Append("| tasks | samples | passes, full | passes, race | saved | same decision | or within noise ")
            .Append("| full names | race finds | race names | gain, full | gain, race | harm, full | harm, race |\n")
            .Append("|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|\n");
        foreach (var row in rows)
        {
            var saved = row.Passes > 0 ? string.Create(CultureInfo.InvariantCulture, $"{row.Saved:0.0} ×") : "all";
            var found = row.FullNamed > 0 ? string.Create(CultureInfo.InvariantCulture, $"{100 * row.Found / row.FullNamed:0} %") : "-";
            text.Append(CultureInfo.InvariantCulture,
                $"| {row.Tasks} | {row.Samples} | {row.FullPasses:0} | {row.Passes:0} | {saved} | {100 * row.Same:0.0} % | " +
                $"{100 * row.Equal:0.0} % | {100 * row.FullNamed:0.0} % | {found} | {100 * row.Named:0.0} % | " +
                $"{100 * row.FullGain:+0.00;−0.00;0.00} | {100 * row.Gain:+0.00;−0.00;0.00} | " +
                $"{100 * row.FullHarmed:0.0} % | {100 * row.Harmed:0.0} % |\n");
        }

        return text.ToString();
    }
}
