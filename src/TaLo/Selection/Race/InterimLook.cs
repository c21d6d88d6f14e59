using MathNet.Numerics.Distributions;
using TaLo.Selection.Evidence;
using TaLo.Statistics;

namespace TaLo.Selection.Race;

/// <summary>One look at a race: where everybody stands, who leads, and whose time is over.</summary>
internal sealed class InterimLook
{
    private readonly RaceOptions _options;
    private readonly double _share;

    /// <param name="field">The race so far; at least one sample and one candidate.</param>
    /// <param name="options">How it is run.</param>
    /// <param name="accuracy">Foretells the test of the accuracy on the whole probe set.</param>
    /// <param name="candidates">Candidates it began with.</param>
    /// <param name="level">The chance of naming a layer where none helps that is put up with.</param>
    public InterimLook(RaceField field, RaceOptions options, McNemarPower accuracy, int candidates, double level)
    {
        (_options, _share) = (options, (double)field.Asked.Count / accuracy.Samples);
        var table = field.Table();
        int[] probe = [.. Enumerable.Range(0, field.Asked.Count)];
        int[] columns = [.. Enumerable.Range(1, field.Left.Count)];
        var (changes, _, means) = MarginScores.Changes(table, probe, columns);
        var counts = columns.Select(c => table.Compare(c, probe)).ToList();
        var statistics = columns.Select(c => Statistic(changes, c - 1, null)).ToList();
        var best = statistics.IndexOf(statistics.Max());
        var needed = Normal.InvCDF(0, 1, 1 - level / candidates);
        Standings = [.. columns.Select(c => c - 1).Select(i =>
        {
            var (margin, right) = (Reaches(statistics[i], needed), accuracy.Reaches(counts[i]));
            return new RaceStanding(
                field.Left[i], Exit(i, margin, right), counts[i], means[i], statistics[i], Math.Min(margin, right));
        })];
        Leader = Standings[best];

        RaceExit Exit(int i, double margin, double right) =>
            margin < _options.Patience ? RaceExit.Score
            : right < _options.Patience ? RaceExit.Accuracy
            : i != best && Reaches(Statistic(changes, i, best), 0) < _options.Patience ? RaceExit.Overtaken
            : RaceExit.None;

        double Statistic(float[] values, int column, int? minus)
        {
            var stride = SignedSums.Stride(columns.Length);
            var (sum, squares) = (0.0, 0.0);
            for (var at = 0; at < values.Length; at += stride)
            {
                double change = values[at + column] - (minus is { } other ? values[at + other] : 0);
                sum += change;
                squares += change * change;
            }

            return squares > 0 ? sum / Math.Sqrt(squares) : 0;
        }
    }

    /// <summary>The candidates left, in their order.</summary>
    public IReadOnlyList<RaceStanding> Standings { get; }

    /// <summary>The one with the strongest evidence of the margin.</summary>
    public RaceStanding Leader { get; }

    private double Reaches(double statistic, double needed) => PredictivePower.Reaches(statistic, _share, needed, _options.Spread);
}
