using TaLo.Statistics;

namespace TaLo.Reports.Plots;

/// <summary>One task's Δ as it is drawn.</summary>
/// <param name="Name">The bar's name, for example the task and the layer bypassed.</param>
/// <param name="Delta">Δ, −1…1; not finite for no bar.</param>
/// <param name="Interval">Its interval, or null.</param>
public sealed record TaskBar(string Name, double Delta, Interval? Interval)
{
    /// <summary>A task's held-out Δ. Where no layer is bypassed it is 0 by construction: it has no interval.</summary>
    public static TaskBar Of(ReportTask task) => new(
        $"{ReportText.Short(task.Task, 26)}: {ReportText.Name(task.Chosen)}", task.HeldOut?.Difference ?? double.NaN,
        task.Chosen is null ? null : task.HeldOut?.DifferenceInterval);
}
