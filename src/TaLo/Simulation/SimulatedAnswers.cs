using TaLo.Models;
using TaLo.Selection;

namespace TaLo.Simulation;

/// <summary>What a simulated task's margins are made of, so that it can be answered with any set of layers in force.</summary>
/// <param name="name">The task's name.</param>
/// <param name="accuracy">The base model's accuracy.</param>
/// <param name="effects">Of each layer: what its knockout does to the accuracy.</param>
/// <param name="knockouts">Of each layer: what its knockout does to a margin.</param>
/// <param name="samples">How many samples.</param>
internal sealed class SimulatedAnswers(string name, double accuracy, double[] effects, Disturbance[] knockouts, int samples)
{
    private const double Worst = 0.02;
    private const double Best = 0.98;

    /// <summary>Of each sample: the base model's margin before it is scaled.</summary>
    public double[] Margins { get; } = new double[samples];

    /// <summary>Of each sample: what scales its margins.</summary>
    public double[] Sizes { get; } = new double[samples];

    /// <summary>Of each sample and layer: the noise of its knockout.</summary>
    public double[,] Noise { get; } = new double[samples, effects.Length];

    /// <summary>Of each sample: its cluster.</summary>
    public int[] Clusters { get; } = new int[samples];

    /// <summary>The task with attention knockouts in force: its base model is the model with those, its knockouts are the other layers on top.</summary>
    public SimulatedTask Task(KnockoutSet inForce)
    {
        int[] before = [.. inForce.Knockouts.Select(k => k.Layer)];
        int[] layers = [.. Enumerable.Range(0, effects.Length).Except(before)];
        var (correct, margins) = (new bool[samples, layers.Length + 1], new double[samples, layers.Length + 1]);
        Put(0, before);
        for (var c = 0; c < layers.Length; c++)
            Put(c + 1, [.. before, layers[c]]);
        var table = new OutcomeTable(
            name, [.. Enumerable.Range(0, samples).Select(s => $"{s:D6}")], new string?[samples],
            [.. layers.Select(l => new Knockout(l, Module.Attention))], correct, margins,
            clusters: Clusters.Distinct().Count() < samples ? [.. Clusters.Select(c => $"{name}\t{c:D6}")] : null);
        return new SimulatedTask(table, [0, .. layers.Select(l => Effect([.. before, l]) - Effect(before))]) { Answers = this };

        void Put(int column, int[] set)
        {
            var margin = Under(set);
            for (var s = 0; s < samples; s++)
                (correct[s, column], margins[s, column]) = (margin(s) > 0, Sizes[s] * margin(s));
        }
    }

    private double Effect(int[] set) => set.Length == 1 ? effects[set[0]]
        : Math.Clamp(accuracy + set.Sum(l => effects[l]), Worst, Best) - accuracy;

    private Func<int, double> Under(int[] set)
    {
        if (set.Length == 0)
            return s => Margins[s];
        if (set.Length == 1)
            return s => knockouts[set[0]].Margin(Margins[s], Noise[s, set[0]]);
        var together = Disturbance.Together([.. set.Select(l => knockouts[l])], accuracy, Effect(set));
        return s => together.Margin(Margins[s], set.Sum(l => knockouts[l].Noise * Noise[s, l]));
    }
}
