using TaLo.Selection.Race;

namespace TaLo.Terminal.Ui;

/// <summary>How far a race of the screens is.</summary>
/// <param name="Task">The task whose layers race.</param>
/// <param name="Number">Which of the tasks it is, from 0.</param>
/// <param name="Tasks">How many tasks there are.</param>
/// <param name="Passes">Passes made, over all tasks.</param>
/// <param name="Look">The latest look at the candidates, or null before the first.</param>
internal sealed record RaceStatus(string Task, int Number, int Tasks, int Passes, RaceProgress? Look)
{
    /// <summary>Whether the probe samples have been asked: the choice is judged on the evaluation set.</summary>
    public bool IsJudging => Look is { } look && (look.Asked == look.Samples || look.Left == 0);

    /// <summary>The share of the tasks' probe samples that is asked, 0…1.</summary>
    public double Share => (Number + (Look is { Samples: > 0 } look ? look.Left == 0 ? 1 : (double)look.Asked / look.Samples : 0)) / Math.Max(1, Tasks);
}
