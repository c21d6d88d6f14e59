using TaLo.Scoring;
using TaLo.Sweeps;
using TaLo.Vectors;

namespace TaLo.Terminal.Views;

/// <summary>A sweep as <c>--json</c> prints it.</summary>
internal static class SweepJson
{
    /// <summary>Prints one document: the sweep's id, its vectors and, after a run, what the run came to.</summary>
    /// <param name="sweep">The sweep.</param>
    /// <param name="passes">Its passes: of the base model's, accuracies are printed.</param>
    /// <param name="vectors">Its vectors.</param>
    /// <param name="outcome">What a run came to; null where none was.</param>
    public static void Print(StoredSweep sweep, IEnumerable<ScoredPass> passes, IReadOnlyList<TaskVector> vectors, SweepOutcome? outcome)
    {
        var document = new
        {
            Sweep = sweep.Id,
            Layers = sweep.Facts.LayerCount,
            VisionLayers = sweep.Facts.VisionLayerCount,
            sweep.Key.Intervention,
            sweep.Key.InForce,
            sweep.Key.Scoring,
            Run = outcome is null ? null : new { RowsNew = outcome.PassesNew, RowsResumed = outcome.PassesResumed, outcome.Stopped, outcome.Skipped, outcome.MeanLetterMass, Answers = outcome.Answers.Generated > 0 ? outcome.Answers : (AnswerCounts?)null },
            Base = BaseView.Tasks(passes).Select(t => new
            {
                Task = t.Key,
                Samples = t.Count(),
                Accuracy = BaseView.Readings(t).ToDictionary(r => r.Name(), r => BaseView.Accuracy([.. t], r)),
            }),
            Vectors = vectors.Select(v => new
            {
                v.Task,
                Group = v.TaskGroup,
                Module = v.Kind.ToString(),
                v.Samples,
                v.NotCompared,
                v.Clusters,
                v.BaseAccuracy,
                BaseAnswers = v.BaseAnswers.Generated > 0 ? v.BaseAnswers : (AnswerCounts?)null,
                v.BaseCircular,
                Layers = v.Layers.Where(l => l.Samples > 0)
                    .Select(l => new { l.Layer, l.Samples, Evidence = VectorNames.Of(v.Evidence(l)), l.Delta, l.Counts.Fixed, l.Counts.Broken, l.MeanMarginChange, l.HolmPValue, Answers = l.Answers.Generated > 0 ? l.Answers : (AnswerCounts?)null, l.Circular }),
            }),
        };
        Messages.PrintJson(document);
    }
}
