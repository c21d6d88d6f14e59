using TaLo.Statistics;
using TaLo.Tasks;

namespace TaLo.Scoring;

/// <summary>
/// Circular evaluation, counted as VLMEvalKit counts it: a question is right only if each of its copies, the options rotated, is.
/// A question without copies counts by itself.
/// </summary>
/// <param name="Circular">The base model against a knockout over the questions all copies of which were asked.</param>
/// <param name="Vanilla">The same questions, asked once: the copy alone that is not rotated.</param>
/// <param name="Incomplete">Questions that count nowhere: copies were not asked (<c>--samples</c>), or the one that is not rotated is missing.</param>
public sealed record CircularEvaluation(PairedComparison Circular, PairedComparison Vanilla, int Incomplete)
{
    /// <summary>Counts passes over one task's samples; null where no sample is a copy.</summary>
    /// <param name="pairs">Each sample, answered by the base model and under the knockout; the same pass twice for the base model alone.</param>
    public static CircularEvaluation? Of(IEnumerable<PairedPass> pairs)
    {
        var all = pairs.ToList();
        if (!all.Exists(p => p.Base.Circle is not null))
            return null;
        var questions = all.GroupBy(p => p.Base.Circle ?? new Circle(p.Base.Index, 1))
            .Select(q => (Copies: q.ToList(), First: q.FirstOrDefault(p => p.Base.Index == q.Key.Index), q.Key))
            .ToList();
        var whole = questions.Where(q => q.First is not null && q.Copies.Count == q.Key.Copies).ToList();
        return new CircularEvaluation(
            PairedComparison.Of([.. whole.Select(q => (q.First!.Base.OwnCluster, q.Copies.TrueForAll(p => p.Base.Correct), q.Copies.TrueForAll(p => p.Bypassed.Correct)))]),
            PairedComparison.Of([.. whole.Select(q => (q.First!.Base.OwnCluster, q.First!.Base.Correct, q.First.Bypassed.Correct))]),
            questions.Count - whole.Count);
    }

    /// <summary>Counts one model's passes over one task's samples; null where no sample is a copy.</summary>
    public static CircularEvaluation? Of(IEnumerable<ScoredPass> passes) => Of(passes.Select(p => new PairedPass(p, p)));
}
