using TaLo.Chats;
using TaLo.Statistics;

namespace TaLo.UseCases;

/// <summary>What the answers to a file of questions come to.</summary>
/// <param name="Answers">Questions that were answered, now or before.</param>
/// <param name="Changed">In a comparison: of these, answered otherwise with the bypass.</param>
/// <param name="Known">Questions whose right answer is known.</param>
/// <param name="Right">Of these, answered right; in a comparison, with the bypass.</param>
/// <param name="Compared">In a comparison: both sides on the same questions; null without a known answer.</param>
public sealed record QaScore(int Answers, int Changed, int Known, int Right, PairedComparison? Compared);

/// <summary>Counts answers: how many are right, and how many the bypass changed.</summary>
/// <param name="isComparison">Whether both sides answer.</param>
internal sealed class QaTally(bool isComparison)
{
    private readonly List<(string Cluster, bool Base, bool Adapted)> _pairs = [];
    private int _answers;
    private int _changed;

    /// <summary>Counts a question; where nothing was close to it and one side answered, that is both sides' answer.</summary>
    public void Add(FileQuestion question, AnswerTexts texts)
    {
        var (before, after) = (texts.Base ?? texts.Answer ?? "", texts.Bypassed ?? texts.Answer ?? "");
        _answers++;
        _changed += before.Trim() == after.Trim() ? 0 : 1;
        if (question.Known is { } known)
            _pairs.Add((question.Cluster ?? question.Id, known.IsRight(before), known.IsRight(after)));
    }

    /// <summary>What was counted.</summary>
    public QaScore Score => new(
        _answers, _changed, _pairs.Count, _pairs.Count(p => p.Adapted), isComparison && _pairs.Count > 0 ? PairedComparison.Of(_pairs) : null);
}
