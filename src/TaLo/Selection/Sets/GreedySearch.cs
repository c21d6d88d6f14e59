using TaLo.Models;
using TaLo.Simulation;

namespace TaLo.Selection.Sets;

/// <summary>
/// Looks for a set of layers greedily: what a protocol chooses is put in force, then the protocol chooses again among what is
/// left, and so on. A step is tried only where the step before holds on the evaluation set, see <see cref="SetStep.Holds"/>.
/// <para>Why that adds nothing by luck more often than the level says, however many steps there are: what each step adds is
/// chosen by the probe set alone, the evaluation set only says where to stop. So the questions that the evaluation set is asked, and
/// their order, are fixed before it answers; each is asked at the whole level, and none after the first that is denied: the
/// fixed-sequence procedure (Maurer, Hothorn and Lehmacher 1995), which keeps the chance of any false step at the level. It assumes
/// nothing about how a protocol chooses. <see cref="SetStudy"/> measures it.</para>
/// </summary>
public static class GreedySearch
{
    /// <summary>Goes on until a step does not hold, or the set is as large as it may be.</summary>
    /// <param name="task">The task.</param>
    /// <param name="maxLayers">The most layers of a set, at least 1.</param>
    /// <param name="step">Makes the step on top of what is in force; nothing is in the first.</param>
    public static SetPath Run(string task, int maxLayers, Func<KnockoutSet, SetStep> step)
    {
        ArgumentNullException.ThrowIfNull(step);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxLayers, 1);
        var (steps, set) = (new List<SetStep>(), KnockoutSet.None);
        while (steps.Count < maxLayers)
        {
            steps.Add(step(set));
            if (!steps[^1].Holds)
                break;
            set = set.With(steps[^1].Added!.Value);
        }

        return new SetPath(task, steps);
    }
}
