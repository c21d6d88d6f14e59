using System.Text;
using TaLo.Models;
using TaLo.Tasks;

namespace TaLo.Scoring;

/// <summary>
/// Scores a pass by <c>choice</c>: which option's text is the most probable after the prompt. Three readings are kept
/// beside each other; a pass is stored as <see cref="ChoiceReading.Sum"/> reads it.
/// </summary>
public static class ChoiceScorer
{
    /// <summary>
    /// What the model is asked to score: each option behind the prompt and, where there is one, each behind nothing.
    /// A space stands between prompt and option unless the prompt ends in white space or a control token.
    /// </summary>
    /// <exception cref="SampleException">Two options are the same text; one is missing; the text contains an image marker.</exception>
    /// <exception cref="ModelException">The chat template refuses.</exception>
    public static ChoicePrompt Ask(VqaSample sample, PromptTemplate template, IVisionLanguageModel model)
    {
        ArgumentNullException.ThrowIfNull(sample);
        ArgumentNullException.ThrowIfNull(template);
        ArgumentNullException.ThrowIfNull(model);
        var options = sample.Question.Options;
        Refuse(sample);
        if (options.Any(o => o.Partial is not null))
            return new ChoicePrompt([.. options.Select(o => new Continuation(model.Quote(o.Partial!.Context), " " + model.Quote(o.Partial.Continuation)))], []);

        var prompt = sample.Question.IsPair ? new Prompt("", []) : template.Render(sample, model, byText: true);
        var behind = prompt.Text.Length == 0 || char.IsWhiteSpace(prompt.Text[^1]) || EndsInControl(prompt.Text, model) ? "" : " ";
        var asked = options.Select(o => new Continuation(prompt.Text, behind + model.Quote(o.Text)));
        return prompt.Text.Length == 0
            ? new ChoicePrompt([.. asked], [])
            : new ChoicePrompt([.. asked, .. options.Select(o => new Continuation("", behind + model.Quote(o.Text)))], prompt.Images);
    }

    /// <summary>Turns the texts' log-probabilities into a score.</summary>
    /// <param name="scores">Σ ln p in nats of each continuation that <see cref="Ask"/> gave.</param>
    /// <param name="sample">The sample that was asked.</param>
    /// <param name="knockout">The knockout in force, or null for the base model.</param>
    public static ScoredPass Score(IReadOnlyList<double> scores, VqaSample sample, Knockout? knockout = null)
    {
        ArgumentNullException.ThrowIfNull(scores);
        ArgumentNullException.ThrowIfNull(sample);
        var options = sample.Question.Options;
        var choice = new ChoiceScores(
            [.. options.Select(o => Encoding.UTF8.GetByteCount(o.Partial?.Continuation ?? o.Text))],
            scores.Count > options.Count ? [.. scores.Skip(options.Count)] : null);
        var (predicted, margin) = Decide([.. scores.Take(options.Count)], sample.Question.Letters, sample.Answer);
        return new ScoredPass(
            sample.Task, sample.TaskGroup, sample.Index, sample.Question.Letters, sample.Answer, knockout,
            [.. scores.Take(options.Count)], predicted, margin, LetterMass: 1, choice)
        { Cluster = sample.Cluster, Circle = sample.Circle };
    }

    /// <summary>A pass as another reading decides it: the same scores, another predicted option and margin.</summary>
    /// <exception cref="OutcomeException">The pass has not what the reading needs.</exception>
    public static ScoredPass Read(this ScoredPass pass, ChoiceReading reading)
    {
        ArgumentNullException.ThrowIfNull(pass);
        if (reading == ChoiceReading.Sum)
            return pass;
        if (pass.Choice is not { } choice)
            throw new OutcomeException($"reading {reading.Name()}: sample {pass.Index} was scored by letter, which has one reading");
        if (reading == ChoiceReading.MutualInformation && choice.Unconditional is null)
            throw new OutcomeException($"reading {reading.Name()}: nothing stands before the options of sample {pass.Index}: write acc or acc_norm");
        var sums = pass.LogProbabilities;
        double[] read = [.. sums.Select((s, i) => reading == ChoiceReading.PerByte ? s / choice.Bytes[i] : s - choice.Unconditional![i])];
        var (predicted, margin) = Decide(read, pass.Letters, pass.Answer);
        return pass with { Predicted = predicted, Margin = margin };
    }

    private static (char Predicted, double Margin) Decide(double[] scores, string letters, char answer)
    {
        var right = letters.IndexOf(answer, StringComparison.Ordinal);
        return (letters[Array.IndexOf(scores, scores.Max())], scores[right] - scores.Where((_, i) => i != right).Max());
    }

    private static bool EndsInControl(string prompt, IVisionLanguageModel model) =>
        model.Tokenize(prompt[(prompt.LastIndexOf(model.ImageMarker, StringComparison.Ordinal) is >= 0 and var at ? at + model.ImageMarker.Length : 0)..])
            is [.., var last] && model.IsControl(last);

    private static void Refuse(VqaSample sample)
    {
        var options = sample.Question.Options;
        string Where(string what) => $"index {sample.Index}: {what}";
        if (options.Any(o => string.IsNullOrWhiteSpace(o.Text)))
            throw new SampleException(Where("an option is empty; there is no text to score"));
        if (options.Select(o => o.Text).Distinct(StringComparer.Ordinal).Count() != options.Count)
            throw new SampleException(Where("two options are the same text; which is chosen would mean nothing"));
        if (sample.Question.Images.Count > 0 && options.Any(o => NamedImage.In(o.Text, sample.Question.Images.Count).Any()))
            throw new SampleException(Where("an option is an image; there is no text to score: score by letter"));
        if (options.Any(o => o.Partial is not null) && !options.All(o => o.Partial is not null))
            throw new SampleException(Where("only some of its options say what is read before them"));
    }
}

/// <summary>What is asked of a model to score a sample's options as texts.</summary>
/// <param name="Continuations">Each option behind the prompt, then, where wanted, each alone.</param>
/// <param name="Images">Encoded image files in the markers' order; may be empty.</param>
public sealed record ChoicePrompt(IReadOnlyList<Continuation> Continuations, IReadOnlyList<ReadOnlyMemory<byte>> Images);
