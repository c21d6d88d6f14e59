using System.Runtime.InteropServices;
using TaLo.Models;
using TaLo.Scoring;
using TaLo.Tasks;

namespace TaLo.Sweeps;

/// <summary>Makes the passes over one sample at a time: base model first, then each knockout, over the same prompt.</summary>
internal sealed class SamplePasses(IVisionLanguageModel model)
{
    private float[] _baseLogits = [];

    /// <summary>Answers one sample under each missing knockout.</summary>
    /// <param name="work">What is missing.</param>
    /// <param name="prepared">The sample, ready; stays the caller's.</param>
    /// <param name="storedBase">The stored pass of the base model, or null: then the new one is the first result.</param>
    /// <param name="passed">Called after each pass.</param>
    /// <param name="stop">Looked at before each pass and in it.</param>
    /// <returns>The new passes, and the base model's of this run.</returns>
    /// <exception cref="ModelException">A pass failed, or a knockout changed nothing.</exception>
    /// <exception cref="StoreException">The base model's answer is not the stored one.</exception>
    /// <exception cref="OperationCanceledException">Stopped.</exception>
    public (List<ScoredPass> Passes, ScoredPass Base) Run(
        PendingPasses work, PreparedSample prepared, ScoredPass? storedBase, Action passed, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        var basePass = BasePass(prepared, stop);
        passed();
        var passes = new List<ScoredPass>();
        if (storedBase is null)
            passes.Add(basePass);
        else if (basePass != storedBase)
            throw Differs(work.Sample);

        foreach (var knockout in work.Missing)
        {
            stop.ThrowIfCancellationRequested();
            passes.Add(KnockoutPass(knockout, prepared, stop));
            passed();
        }

        return (passes, basePass);
    }

    private ScoredPass BasePass(PreparedSample prepared, CancellationToken stop)
    {
        var (sample, tokens, encoded) = prepared;
        var logits = model.Logits(encoded, [], stop);
        if (_baseLogits.Length != logits.Length)
            _baseLogits = new float[logits.Length];
        logits.CopyTo(_baseLogits);
        return LetterScorer.Score(logits, tokens, sample);
    }

    private ScoredPass KnockoutPass(Knockout knockout, PreparedSample prepared, CancellationToken stop)
    {
        var (sample, tokens, encoded) = prepared;
        var logits = model.Logits(encoded, [knockout], stop);
        if (MemoryMarshal.AsBytes(logits).SequenceEqual(MemoryMarshal.AsBytes<float>(_baseLogits)))
            throw new ModelException(
                $"bypassing {knockout} did not change the logits of sample {sample.Index}, so nothing was stored for it: either " +
                $"{model.Facts.Name} ({model.Facts.Architecture}) gets nothing from it (zero weights), or the knockout did not " +
                "apply; leave it out with --layers");
        return LetterScorer.Score(logits, tokens, sample, knockout);
    }

    private static StoreException Differs(SampleRef sample) => new(
        $"the stored base answer of sample {sample.Index} (task {sample.Task}) differs from this run's: results would be " +
        "mixed, nothing was stored for it; delete the sweep, or run on the machine and with the settings of its beginning");
}
