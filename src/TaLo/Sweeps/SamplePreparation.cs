using TaLo.Models;
using TaLo.Scoring;
using TaLo.Tasks;

namespace TaLo.Sweeps;

/// <summary>What comes before a sample's passes: reading it, making it a prompt, encoding its images.</summary>
internal sealed class SamplePreparation(IVisionLanguageModel model, IDataSet dataSet, SweepPlan plan)
{
    /// <summary>Prepares one sample.</summary>
    /// <exception cref="SampleException">The sample cannot be used, be it for its images or its length; the message says which it is.</exception>
    /// <exception cref="OperationCanceledException">Stopped.</exception>
    public PreparedSample Prepare(SampleRef asked, CancellationToken stop)
    {
        var sample = plan.Load(dataSet, asked);
        var prompt = plan.PromptFor(sample).Render(sample, model);
        var generation = plan.Scoring.IsGenerated
            ? new GenerationScorer(sample, prompt.Text, model, plan.Scoring.MaxTokens, plan.Scoring.On(dataSet).Metric ?? AnswerMetric.Exact)
            : null;
        var tokens = generation is null ? LetterTokens.Find(model, prompt.Text, sample.Question.Letters) : null;
        stop.ThrowIfCancellationRequested();
        try
        {
            return new PreparedSample(sample, tokens, generation, model.Encode(prompt.Text, prompt.Images, plan.Scope, stop));
        }
        catch (InputException e)
        {
            throw new SampleException(dataSet.Describe(asked) + e.Message, e);
        }
    }
}

/// <summary>A sample ready to be answered: read, made a prompt, its images encoded.</summary>
/// <param name="Sample">The sample.</param>
/// <param name="Tokens">The tokens of its options' letters; null where an answer is generated.</param>
/// <param name="Generation">Scores a generated answer; null where none is generated.</param>
/// <param name="Encoded">Its prompt.</param>
internal sealed record PreparedSample(
    VqaSample Sample, LetterTokens? Tokens, GenerationScorer? Generation, IEncodedPrompt Encoded) : IDisposable
{
    /// <inheritdoc/>
    public void Dispose() => Encoded.Dispose();
}
