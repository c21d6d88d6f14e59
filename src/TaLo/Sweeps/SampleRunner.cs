using System.Runtime.InteropServices;
using TaLo.Models;
using TaLo.Scoring;
using TaLo.Tasks;

namespace TaLo.Sweeps;

/// <summary>
/// Makes the passes over one sample at a time, base model first, then each knockout over the same prompt, and stores
/// them at once, for sweeps and races alike: by letter, or generated. Where options are scored as texts, <see cref="PackRunner"/> does it.
/// </summary>
/// <param name="model">The model; used by this alone meanwhile.</param>
/// <param name="store">Where the passes are, and go.</param>
/// <param name="sweep">The sweep they belong to.</param>
internal sealed class SampleRunner(IVisionLanguageModel model, ISweepStore store, StoredSweep sweep)
{
    private readonly IReadOnlyList<Knockout> _inForce = sweep.InForce.Knockouts;
    private float[] _baseLogits = [];

    /// <summary>Answers one sample by the base model and under each missing knockout.</summary>
    /// <param name="pending">What is missing.</param>
    /// <param name="prepare">Gives the sample, ready to be answered.</param>
    /// <param name="passed">Called after each pass.</param>
    /// <param name="stop">Looked at before each pass and in it.</param>
    /// <exception cref="ModelException">A pass failed, or a knockout changed nothing.</exception>
    /// <exception cref="StoreException">The base model's answer is not the stored one, or nothing can be stored.</exception>
    /// <exception cref="OperationCanceledException">Stopped.</exception>
    public SampleRun Run(PendingPasses pending, Func<PreparedSample> prepare, Action passed, CancellationToken stop)
    {
        try
        {
            using var prepared = prepare();
            if (pending.Missing.Any(k => k.IsOfVision) && !prepared.Encoded.Parts.Any(p => p.IsImage))
                throw ShowsNoImage(pending.Sample);
            var stored = pending.HasBase ? store.PassesOf(sweep.Id, pending.Sample.Task, pending.Sample.Index)[0] : null;
            var (passes, basePass) = Answer(pending, prepared, stored, passed, stop);
            store.AddSweep(sweep);
            return new SampleRun(passes, basePass, store.Add(sweep.Id, passes), null);
        }
        catch (SampleException e)
        {
            return new SampleRun([], null, 0, e.Message);
        }
        catch (InputException e)
        {
            return new SampleRun([], null, 0, $"sample {pending.Sample.Index} of {pending.Sample.Task}: {e.Message}");
        }
    }

    private (List<ScoredPass> Passes, ScoredPass Base) Answer(
        PendingPasses pending, PreparedSample prepared, ScoredPass? stored, Action passed, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        var basePass = Pass(null, prepared, stop);
        passed();
        if (stored is not null && basePass != stored)
            throw Differs(pending.Sample);

        List<ScoredPass> passes = stored is null ? [basePass] : [];
        foreach (var knockout in pending.Missing)
        {
            stop.ThrowIfCancellationRequested();
            passes.Add(Pass(knockout, prepared, stop));
            passed();
        }

        return (passes, basePass);
    }

    private ScoredPass Pass(Knockout? knockout, PreparedSample prepared, CancellationToken stop)
    {
        IReadOnlyList<Knockout> knockouts = knockout is { } one ? [.. _inForce, one] : _inForce;
        if (prepared.Generation is { } generation)
        {
            var answer = model.Generate(prepared.Encoded, knockouts, generation.How, stop);
            See(answer.Logits.Span, knockout, prepared.Sample.Index);
            return generation.Score(answer, knockout);
        }

        var logits = model.Logits(prepared.Encoded, knockouts, stop);
        See(logits, knockout, prepared.Sample.Index);
        return LetterScorer.Score(logits, prepared.Tokens!, prepared.Sample, knockout);
    }

    /// <summary>Keeps the base model's logits; a knockout's must differ from them.</summary>
    private void See(ReadOnlySpan<float> logits, Knockout? knockout, string index)
    {
        if (knockout is { } bypassed)
        {
            if (MemoryMarshal.AsBytes(logits).SequenceEqual(MemoryMarshal.AsBytes<float>(_baseLogits)))
                throw NothingChanged(bypassed, model.Facts, index);
            return;
        }

        if (_baseLogits.Length != logits.Length)
            _baseLogits = new float[logits.Length];
        logits.CopyTo(_baseLogits);
    }

    internal static ModelException NothingChanged(Knockout knockout, ModelFacts facts, string index) => new(
        $"bypassing {knockout} did not change the logits of sample {index}, so nothing was stored for it: either " +
        $"{facts.Name} ({facts.Architecture}) gets nothing from it (zero weights), or the knockout did not " +
        "apply; leave it out with --layers");

    /// <summary>Nothing that a vision knockout could change: no result, and no reason to end a sweep.</summary>
    internal static SampleException ShowsNoImage(SampleRef sample) =>
        new($"sample {sample.Index} of {sample.Task}: shows no image, so the vision encoder's layers cannot change its answer");

    internal static StoreException Differs(SampleRef sample) => new(
        $"the stored base answer of sample {sample.Index} (task {sample.Task}) differs from this run's: results would be " +
        "mixed, nothing was stored for it; delete the sweep, or run on the machine and with the settings of its beginning (--ctx, --threads)");
}

/// <summary>What running one sample came to.</summary>
/// <param name="Passes">The new passes.</param>
/// <param name="Base">The base model's pass of this run; null where the sample cannot be used.</param>
/// <param name="Added">How many passes were new to the store.</param>
/// <param name="Unusable">Why the sample cannot be used, or null.</param>
internal readonly record struct SampleRun(IReadOnlyList<ScoredPass> Passes, ScoredPass? Base, int Added, string? Unusable)
{
    /// <summary>Whether it was stopped with knockouts left; the passes made are stored.</summary>
    public bool IsPartial { get; init; }
}
