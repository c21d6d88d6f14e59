using TaLo.Scoring;
using TaLo.Sweeps;
using TaLo.Tasks;

namespace TaLo.UseCases;

/// <summary>
/// Which samples of two sweeps are the same: of one task, with one index, and asked the same there, or at least offered the same
/// options. Of one and the same data this needs no look; of data that differ in their fingerprint both are read and compared.
/// </summary>
internal sealed class CommonSamples : IDisposable
{
    private readonly bool _isSameData;
    private readonly bool _byIndex;
    private readonly Questions? _first;
    private readonly Questions? _second;

    private CommonSamples(bool isSameData, bool byIndex, Questions? first, Questions? second) =>
        (_isSameData, _byIndex, _first, _second) = (isSameData, byIndex, first, second);

    /// <summary>Opens what it takes to compare.</summary>
    /// <param name="first">A sweep.</param>
    /// <param name="second">Another.</param>
    /// <param name="byIndex">Whether question, hint and images may differ.</param>
    /// <param name="note">Told where questions cannot be compared.</param>
    public static CommonSamples Of(StoredSweep first, StoredSweep second, bool byIndex, Action<string> note)
    {
        if (first.Key.DataSetFingerprint == second.Key.DataSetFingerprint)
            return new CommonSamples(true, byIndex, null, null);
        var (a, b) = (Open(first), Open(second));
        if (a is not null && b is not null)
            return new CommonSamples(false, byIndex, a, b);
        a?.Dispose();
        b?.Dispose();
        return new CommonSamples(false, byIndex, null, null);

        Questions? Open(StoredSweep sweep)
        {
            var data = StoredSweeps.Data(sweep, null, out var missing);
            if (missing is not null)
                note($"sweeps {first.ShortId} and {second.ShortId} were asked of data that differ, and whether their questions are the same cannot be seen: {sweep.ShortId}: {missing}");
            return data is null ? null : new Questions(data);
        }
    }

    /// <summary>Whether two base passes, of one task and index, are over the same question.</summary>
    public bool AreSame(ScoredPass first, ScoredPass second) =>
        first.Letters == second.Letters && first.Answer == second.Answer && (_isSameData ||
            (_first?.Of(first) is { } a && _second!.Of(second) is { } b
                && a.Options.SequenceEqual(b.Options) && (_byIndex || AreAskedAlike(a, b))));

    private static bool AreAskedAlike(VqaQuestion a, VqaQuestion b) => a.Text == b.Text && a.Hint == b.Hint
        && a.Images.Count == b.Images.Count && a.Images.Zip(b.Images).All(i => i.First.Span.SequenceEqual(i.Second.Span));

    /// <inheritdoc/>
    public void Dispose()
    {
        _first?.Dispose();
        _second?.Dispose();
    }

    private sealed class Questions(IDataSet data) : IDisposable
    {
        private readonly Dictionary<(string, string), SampleRef> _places = data.Samples.ToDictionary(s => (s.Task, s.Index));

        /// <summary>What was asked; null where it cannot be read.</summary>
        public VqaQuestion? Of(ScoredPass pass)
        {
            try
            {
                return _places.TryGetValue((pass.Task, pass.Index), out var place) ? data.Load(place).Question : null;
            }
            catch (SampleException)
            {
                return null;
            }
        }

        public void Dispose() => data.Dispose();
    }
}
