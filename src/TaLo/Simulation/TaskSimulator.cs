using MathNet.Numerics.Distributions;
using TaLo.Models;
using TaLo.Selection;
using TaLo.Statistics;

namespace TaLo.Simulation;

/// <summary>
/// Makes tasks whose truth is known. A sample's margin is κ·(μ + z) under the base model, and
/// κ·(a·(μ + z) + b + ν·e) under knockout l: z and e are normal, e shared in part between the layers, κ differs
/// between samples (some are decided by far), a makes the model surer or less sure, ν is how much the knockout
/// disturbs, and b is set so that the accuracy is the base model's + Δ_l, exactly. Then the margins of right answers
/// are stretched or shrunk by a factor of the knockout's own: the margin may change where the accuracy does not.
/// </summary>
/// <param name="layers">Decoder layers, L.</param>
public sealed class TaskSimulator(int layers = 32)
{
    private const double Layer0Effect = -0.4;
    private const double SurerWhenRight = 0.2;
    private const int SamplesOfAnImage = 4;
    private const double AlikeWithinAnImage = 0.8;

    /// <summary>Makes one task of attention knockouts.</summary>
    /// <param name="scenario">What is true of it.</param>
    /// <param name="samples">How many samples it has.</param>
    /// <param name="random">Where chance comes from.</param>
    /// <param name="name">The task's name.</param>
    /// <param name="helped">The layer that helps where one does; null for one that chance names.</param>
    public SimulatedTask Make(Scenario scenario, int samples, SeededRandom random, string name = "simulated", int? helped = null)
    {
        ArgumentNullException.ThrowIfNull(random);
        var accuracy = 0.35 + 0.4 * random.Uniform();
        var effects = Effects(scenario, accuracy, random, helped);
        var knockouts = effects.Select(effect => Disturb(scenario, accuracy, effect, random)).ToArray();
        var answers = new SimulatedAnswers(name, accuracy, effects, knockouts, samples);
        var sharesImages = scenario == Scenario.SharedNull;
        double[] image = [];
        for (var s = 0; s < samples; s++)
        {
            if (sharesImages && s % SamplesOfAnImage == 0)
                image = [.. Enumerable.Range(0, layers + 2).Select(_ => random.Gaussian())];
            answers.Sizes[s] = 2 * Math.Exp(0.5 * random.Gaussian());
            answers.Margins[s] = Normal.InvCDF(0, 1, accuracy) + Draw(0);
            var shared = Math.Sqrt(Disturbance.Shared) * Draw(1);
            for (var l = 0; l < layers; l++)
                answers.Noise[s, l] = shared + Math.Sqrt(1 - Disturbance.Shared) * Draw(2 + l);
            answers.Clusters[s] = sharesImages ? s / SamplesOfAnImage : s;
        }

        return answers.Task(KnockoutSet.None);

        // Standard normal; of samples that share an image, alike.
        double Draw(int number) => sharesImages
            ? Math.Sqrt(AlikeWithinAnImage) * image[number] + Math.Sqrt(1 - AlikeWithinAnImage) * random.Gaussian()
            : random.Gaussian();
    }

    private double[] Effects(Scenario scenario, double accuracy, SeededRandom random, int? helped)
    {
        var effects = new double[layers];
        for (var l = 0; l < layers; l++)
        {
            var depth = random.Uniform();
            effects[l] = scenario is Scenario.FlatNull or Scenario.SurerNull or Scenario.SharedNull or Scenario.OneHelps ? 0 : -0.16 * depth * depth;
        }

        effects[0] = Layer0Effect;
        if (scenario == Scenario.Helped || scenario == Scenario.Mixture && random.Below(2) == 1)
            effects[helped ?? 1 + random.Below(layers - 1)] = random.Below(2) == 1 ? 0.10 : 0.05;
        if (scenario == Scenario.OneHelps)
            effects[1 + random.Below(layers - 1)] = 0.15;
        if (scenario == Scenario.PairHelps)
        {
            var first = 1 + random.Below(layers - 1);
            var second = 1 + random.Below(layers - 2);
            (effects[first], effects[second < first ? second : second + 1]) = (0.10, 0.10);
        }
        return [.. effects.Select(effect => Math.Max(effect, 0.02 - accuracy))];
    }

    private static Disturbance Disturb(Scenario scenario, double accuracy, double effect, SeededRandom random)
    {
        var surer = Math.Exp(0.15 * random.Gaussian());
        var noise = 0.25 + 0.35 * random.Uniform();
        var shift = Disturbance.ShiftFor(accuracy, effect, surer, noise * noise);
        var right = scenario == Scenario.SurerNull ? 1 + SurerWhenRight : Math.Exp(0.1 * random.Gaussian());
        return new Disturbance(surer, shift, noise, right);
    }
}

/// <summary>A simulated task and the truth about it.</summary>
/// <param name="Table">What a sweep of it would have stored.</param>
/// <param name="Effects">The true Δ of each column of the table; 0 for the base model.</param>
public sealed record SimulatedTask(OutcomeTable Table, IReadOnlyList<double> Effects)
{
    /// <summary>What all of its tables are made of.</summary>
    internal SimulatedAnswers? Answers { private get; init; }

    /// <summary>The same task with attention knockouts in force: what a step of a greedy search sees. Effects of layers add up.</summary>
    public SimulatedTask On(KnockoutSet inForce) => inForce.IsNone ? this : Answers!.Task(inForce);
}
