using System.Runtime.InteropServices;
using TaLo.Models;
using TaLo.Scoring;
using TaLo.Storage;
using TaLo.Tasks;

namespace TaLo.Sweeps;

/// <summary>Makes the passes over one sample at a time: base model first, then each knockout, over the same prompt.</summary>
internal sealed class SamplePasses(IVisionLanguageModel model)
{
    private float[] _baseLogits = [];

    /// <summary>Answers one sample under each missing knockout.</summary>
    /// <param name="work">What is missing.</param>
    /// <param name="prepared">The sample, ready; stays the caller's.</param>
    /// <param name="storedBase">The stored row of the base model, or null: then the new one is the first result.</param>
    /// <param name="passed">Called after each pass.</param>
    /// <param name="stop">Looked at before each pass and in it.</param>
    /// <returns>The new rows, and the base model's score in this run.</returns>
    /// <exception cref="ModelException">A pass failed, or a knockout changed nothing.</exception>
    /// <exception cref="StoreException">The base model's answer is not the stored one.</exception>
    /// <exception cref="OperationCanceledException">Stopped.</exception>
    public (List<SweepResult> Rows, LetterScore Base) Run(
        SampleWork work, PreparedSample prepared, SweepResult? storedBase, Action passed, CancellationToken stop)
    {
        var (sample, letters, tokens, encoded) = prepared;
        stop.ThrowIfCancellationRequested();
        var baseScore = BasePass(encoded, tokens, sample, stop);
        passed();
        var rows = new List<SweepResult>();
        if (storedBase is null)
            rows.Add(Row(null, baseScore));
        else if (!SampleRow.From(null, baseScore).Same(SampleRow.From(null, storedBase.Score)))
            throw Differs(work.Sample);

        foreach (var knockout in work.Missing)
        {
            stop.ThrowIfCancellationRequested();
            rows.Add(Row(knockout, KnockoutPass(knockout, encoded, tokens, sample, stop)));
            passed();
        }

        return (rows, baseScore);

        SweepResult Row(Knockout? knockout, LetterScore score) =>
            new(work.Sample.Task, work.Sample.TaskGroup, work.Sample.Index, letters, sample.Answer, knockout, score);
    }

    private LetterScore BasePass(IEncodedPrompt encoded, LetterTokens tokens, VqaSample sample, CancellationToken stop)
    {
        var logits = model.Logits(encoded, [], stop);
        if (_baseLogits.Length != logits.Length)
            _baseLogits = new float[logits.Length];
        logits.CopyTo(_baseLogits);
        return LetterScorer.Score(logits, tokens, sample);
    }

    private LetterScore KnockoutPass(
        Knockout knockout, IEncodedPrompt encoded, LetterTokens tokens, VqaSample sample, CancellationToken stop)
    {
        var logits = model.Logits(encoded, [knockout], stop);
        if (MemoryMarshal.AsBytes(logits).SequenceEqual(MemoryMarshal.AsBytes<float>(_baseLogits)))
            throw new ModelException(
                $"bypassing {knockout} did not change the logits of sample {sample.Index}, so nothing was stored for it: either " +
                $"{model.Facts.Name} ({model.Facts.Architecture}) gets nothing from it (zero weights), or the knockout did not " +
                "apply; leave it out with --layers");
        return LetterScorer.Score(logits, tokens, sample);
    }

    private static StoreException Differs(SampleRef sample) => new(
        $"the stored base answer of sample {sample.Index} (task {sample.Task}) differs from this run's: results would be " +
        "mixed, nothing was stored for it; delete the sweep, or run on the machine and with the settings of its beginning");
}
