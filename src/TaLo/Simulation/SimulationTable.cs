using System.Globalization;
using System.Text;

namespace TaLo.Simulation;

/// <summary>Writes a simulation's rows for people.</summary>
public static class SimulationTable
{
    /// <summary>A Markdown table: one line for each row, shares in per cent, gains in points.</summary>
    public static string Markdown(IEnumerable<SimulationRow> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var text = new StringBuilder()
            .Append("| tasks | samples | protocol | a layer named | held-out gain | true gain | harmed | helped |\n")
            .Append("|---|--:|---|--:|--:|--:|--:|--:|\n");
        foreach (var row in rows)
        {
            text.Append(CultureInfo.InvariantCulture,
                $"| {row.Scenario.InWords()} | {row.Samples} | {row.Protocol} | {100 * row.Named:0.0} % | " +
                $"{100 * row.HeldOutGain:+0.00;−0.00;0.00} | {100 * row.TrueGain:+0.00;−0.00;0.00} | " +
                $"{100 * row.Harmed:0.0} % | {100 * row.Helped:0.0} % |\n");
        }

        return text.ToString();
    }
}
