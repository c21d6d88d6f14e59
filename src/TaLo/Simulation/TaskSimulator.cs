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
    private const double SharedDisturbance = 0.3;
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
        var (correct, margins) = (new bool[samples, layers + 1], new double[samples, layers + 1]);
        var sharesImages = scenario == Scenario.SharedNull;
        double[] image = [];
        for (var s = 0; s < samples; s++)
        {
            if (sharesImages && s % SamplesOfAnImage == 0)
                image = [.. Enumerable.Range(0, layers + 2).Select(_ => random.Gaussian())];
            var size = 2 * Math.Exp(0.5 * random.Gaussian());
            var margin = Normal.InvCDF(0, 1, accuracy) + Draw(0);
            var shared = Math.Sqrt(SharedDisturbance) * Draw(1);
            Put(s, 0, size * margin);
            for (var l = 0; l < layers; l++)
            {
                var noise = shared + Math.Sqrt(1 - SharedDisturbance) * Draw(2 + l);
                Put(s, l + 1, size * knockouts[l].Margin(margin, noise));
            }
        }

        var table = new OutcomeTable(
            name, [.. Enumerable.Range(0, samples).Select(s => $"{s:D6}")], new string?[samples],
            [.. Enumerable.Range(0, layers).Select(l => new Knockout(l, Module.Attention))], correct, margins,
            clusters: sharesImages ? [.. Enumerable.Range(0, samples).Select(s => $"{s / SamplesOfAnImage:D6}")] : null);
        return new SimulatedTask(table, [0, .. effects]);

        // Standard normal; of samples that share an image, alike.
        double Draw(int number) => sharesImages
            ? Math.Sqrt(AlikeWithinAnImage) * image[number] + Math.Sqrt(1 - AlikeWithinAnImage) * random.Gaussian()
            : random.Gaussian();

        void Put(int sample, int column, double margin) =>
            (correct[sample, column], margins[sample, column]) = (margin > 0, margin);
    }

    private double[] Effects(Scenario scenario, double accuracy, SeededRandom random, int? helped)
    {
        var effects = new double[layers];
        for (var l = 0; l < layers; l++)
        {
            var depth = random.Uniform();
            effects[l] = scenario is Scenario.FlatNull or Scenario.SurerNull or Scenario.SharedNull ? 0 : -0.16 * depth * depth;
        }

        effects[0] = Layer0Effect;
        if (scenario == Scenario.Helped || scenario == Scenario.Mixture && random.Below(2) == 1)
            effects[helped ?? 1 + random.Below(layers - 1)] = random.Below(2) == 1 ? 0.10 : 0.05;
        return [.. effects.Select(effect => Math.Max(effect, 0.02 - accuracy))];
    }

    private static Disturbance Disturb(Scenario scenario, double accuracy, double effect, SeededRandom random)
    {
        var surer = Math.Exp(0.15 * random.Gaussian());
        var noise = 0.25 + 0.35 * random.Uniform();
        var spread = Math.Sqrt(surer * surer + noise * noise);
        var shift = Normal.InvCDF(0, 1, accuracy + effect) * spread - surer * Normal.InvCDF(0, 1, accuracy);
        var right = scenario == Scenario.SurerNull ? 1 + SurerWhenRight : Math.Exp(0.1 * random.Gaussian());
        return new Disturbance(surer, shift, noise, right);
    }

    private readonly record struct Disturbance(double Surer, double Shift, double Noise, double Right)
    {
        public double Margin(double margin, double noise)
        {
            var disturbed = Surer * margin + Shift + Noise * noise;
            return disturbed > 0 ? Right * disturbed : disturbed;
        }
    }
}

/// <summary>A simulated task and the truth about it.</summary>
/// <param name="Table">What a sweep of it would have stored.</param>
/// <param name="Effects">The true Δ of each column of the table; 0 for the base model.</param>
public sealed record SimulatedTask(OutcomeTable Table, IReadOnlyList<double> Effects);
