using TaLo.Models;
using TaLo.Tasks;

namespace TaLo.Scoring;

/// <summary>
/// Scores a pass by <c>generate</c>: what the model says, greedily. With options the answer is the one that
/// <see cref="AnswerExtraction"/> finds, and an answer that names none is wrong; an open question is judged by its metric.
/// </summary>
/// <remarks>
/// The margin, in nats. With options: of their letters (yes and no: of these words) where the answer begins, as <c>letter</c> has it,
/// which costs nothing. Otherwise, and where a letter is more than one token: 0 for a right answer; for a wrong one the mean
/// ln p of the accepted answer's tokens less that of the generated one's, nearly always below 0.
/// </remarks>
public sealed class GenerationScorer
{
    private readonly VqaSample _sample;
    private readonly AnswerMetric _metric;
    private readonly LetterTokens? _tokens;

    /// <summary>Prepares a sample.</summary>
    /// <param name="sample">The sample.</param>
    /// <param name="prompt">The whole prompt's text.</param>
    /// <param name="model">The model that is asked.</param>
    /// <param name="maxTokens">The most tokens of an answer.</param>
    /// <param name="metric">How an open question is judged.</param>
    /// <exception cref="SampleException">Too few annotators for soft accuracy.</exception>
    public GenerationScorer(VqaSample sample, string prompt, IVisionLanguageModel model, int maxTokens, AnswerMetric metric)
    {
        ArgumentNullException.ThrowIfNull(sample);
        (_sample, _metric) = (sample, metric);
        if (sample.Kind == QuestionKind.Open && metric == AnswerMetric.Soft && sample.Accepted.Count < OpenAnswers.FewestAnnotators)
            throw new SampleException($"index {sample.Index}: soft accuracy needs {OpenAnswers.FewestAnnotators} annotators' answers or more, it has "
                + $"{sample.Accepted.Count}: --metric exact accepts any of them");
        var letters = sample.Question.Letters;
        _tokens = letters.Length == 0 ? null : Words(sample).Select(words => LetterTokens.TryFind(model, prompt, letters, words)).FirstOrDefault(t => t is not null);
        var place = new AnswerPlace(model, prompt);
        How = new GenerationOptions(maxTokens)
        {
            IsComplete = sample.Kind == QuestionKind.Options ? text => AnswerExtraction.IsDecided(text, letters) : _ => false,
            Against = text => _tokens is not null || Judge(text).Score >= OpenAnswers.RightFrom ? [] : place.TokensOf(Wanted(sample)),
        };
    }

    /// <summary>When an answer is at its end.</summary>
    public GenerationOptions How { get; }

    /// <summary>Turns an answer into a score.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="knockout">The knockout in force, or null for the base model.</param>
    /// <exception cref="ModelException">A logit is not a finite number.</exception>
    /// <exception cref="SampleException">The context ended before the answer did: in a longer one it may have been another.</exception>
    public ScoredPass Score(GeneratedAnswer answer, Knockout? knockout = null)
    {
        ArgumentNullException.ThrowIfNull(answer);
        if (answer.End == AnswerEnd.ContextFull)
            throw new SampleException($"index {_sample.Index}: prompt and answer fill the context before the answer ends: raise --ctx");
        var (option, score) = Judge(answer.Text);
        var generated = new GeneratedScore(answer.Text, score, answer.End == AnswerEnd.Length, _sample.Accepted);
        if (_tokens is not null)
            return LetterScorer.Score(answer.Logits.Span, _tokens, _sample, knockout) with { Predicted = option, Generated = generated };
        return new ScoredPass(
            _sample.Task, _sample.TaskGroup, _sample.Index, _sample.Question.Letters, _sample.Answer, knockout, [], option,
            answer.AgainstMeanLogProbability is { } against ? against - answer.MeanLogProbability : 0, LetterMass: 0)
        {
            Cluster = _sample.Cluster,
            Circle = _sample.Circle,
            Generated = generated,
        };
    }

    private (char Option, double Score) Judge(string text)
    {
        if (_sample.Kind == QuestionKind.Open)
            return (VqaSample.NoLetter, OpenAnswers.Score(_metric, text, _sample.Accepted));
        var option = AnswerExtraction.Option(text, _sample.Question, _sample.Kind) ?? VqaSample.NoLetter;
        return (option, option == _sample.Answer ? 1 : 0);
    }

    /// <summary>What is answered for each option, as models may write it: its letter; <c>Yes</c> and <c>No</c>, else <c>yes</c> and <c>no</c>.</summary>
    private static IReadOnlyList<string[]> Words(VqaSample sample)
    {
        var options = sample.Question.Options;
        return sample.Kind == QuestionKind.YesNo
            ? [[.. options.Select(o => Capitalised(o.Text))], [.. options.Select(o => o.Text.ToLowerInvariant())]]
            : [[.. options.Select(o => o.Letter.ToString())]];
    }

    /// <summary>The right answer in words: what most annotators said, the right option's letter, yes or no.</summary>
    private static string Wanted(VqaSample sample) => sample.Kind switch
    {
        QuestionKind.Open => sample.Accepted.CountBy(a => a).MaxBy(a => a.Value).Key,
        QuestionKind.YesNo => Capitalised(sample.Question.Options.First(o => o.Letter == sample.Answer).Text),
        _ => sample.Answer.ToString(),
    };

    private static string Capitalised(string word) => char.ToUpperInvariant(word[0]) + word[1..].ToLowerInvariant();
}
