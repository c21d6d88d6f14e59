using TaLo.Chats;
using TaLo.Profiles;
using TaLo.Statistics;

namespace TaLo.UseCases;

/// <summary>What the answers to a file of questions come to.</summary>
/// <param name="Answers">Questions that were answered, now or before.</param>
/// <param name="Changed">In a comparison: of these, answered otherwise with the bypass.</param>
/// <param name="Known">Questions whose right answer is known.</param>
/// <param name="Right">Of these, answered right; in a comparison, with the bypass.</param>
/// <param name="Chose">Of those whose right answer is known, samples that may have chosen the layer that was bypassed.</param>
/// <param name="Compared">In a comparison: both sides on the same questions but those that may have chosen; null without a known answer.</param>
public sealed record QaScore(int Answers, int Changed, int Known, int Right, int Chose, PairedComparison? Compared);

/// <summary>Counts answers: how many are right, and how many the bypass changed.</summary>
/// <param name="isComparison">Whether both sides answer.</param>
internal sealed class QaTally(bool isComparison)
{
    private readonly List<(string Cluster, bool Base, bool Adapted)> _pairs = [];
    private readonly Dictionary<string, IReadOnlySet<string>> _chose = [];
    private int _answers;
    private int _changed;
    private int _known;
    private int _right;

    /// <summary>Counts a question; where nothing was close to it and one side answered, that is both sides' answer.</summary>
    /// <param name="question">The question.</param>
    /// <param name="profile">What chose what was bypassed, or null.</param>
    /// <param name="texts">The answers.</param>
    public void Add(FileQuestion question, TaskProfile? profile, AnswerTexts texts)
    {
        var (before, after) = (texts.Base ?? texts.Answer ?? "", texts.Bypassed ?? texts.Answer ?? "");
        _answers++;
        _changed += before.Trim() == after.Trim() ? 0 : 1;
        if (question.Known is not { } known)
            return;
        _known++;
        _right += known.IsRight(after) ? 1 : 0;
        if (!MayHaveChosen(question, profile))
            _pairs.Add((question.Cluster ?? question.Id, known.IsRight(before), known.IsRight(after)));
    }

    /// <summary>What was counted.</summary>
    public QaScore Score => new(
        _answers, _changed, _known, _right, _known - _pairs.Count, isComparison && _pairs.Count > 0 ? PairedComparison.Of(_pairs) : null);

    private bool MayHaveChosen(FileQuestion question, TaskProfile? profile)
    {
        if (profile is null || question.Data is not { } data || data.Fingerprint != profile.DataSetFingerprint)
            return false;
        if (!_chose.TryGetValue(profile.Id, out var chose))
            _chose.Add(profile.Id, chose = profile.ClustersThatChose(data));
        return chose.Contains(question.Cluster ?? question.Id);
    }
}
