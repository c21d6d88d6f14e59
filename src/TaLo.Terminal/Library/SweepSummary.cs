using TaLo.Profiles;
using TaLo.Storage;
using TaLo.Sweeps;

namespace TaLo.Terminal.Library;

/// <summary>A stored sweep in one line.</summary>
/// <param name="Sweep">The sweep.</param>
/// <param name="Tasks">Tasks that have results.</param>
/// <param name="Samples">Samples that have results.</param>
/// <param name="Profiles">The profiles that were made for its model and data set.</param>
internal sealed record SweepSummary(StoredSweep Sweep, int Tasks, int Samples, IReadOnlyList<TaskProfile> Profiles)
{
    /// <summary>The choices in words.</summary>
    public string Choice
    {
        get
        {
            if (Profiles.Count == 0)
                return "not decided";
            var chosen = Profiles.Where(p => p.Knockout is not null).Select(p => $"{p.Task}: {p.Choice}").ToList();
            return chosen.Count > 0 ? string.Join(", ", chosen) : "no layer";
        }
    }

    /// <summary>Every sweep of a store, the latest first.</summary>
    public static IReadOnlyList<SweepSummary> Of(ResultStore store)
    {
        var profiles = store.Profiles();
        return [.. store.Sweeps().Reverse().Select(sweep =>
        {
            var size = store.Size(sweep.Id);
            return new SweepSummary(
                sweep, size.Tasks, size.Samples,
                [.. profiles.Where(p => p.Model.Fingerprint == sweep.Key.ModelFingerprint
                    && p.Model.MmprojFingerprint == sweep.Key.MmprojFingerprint && p.DataSetFingerprint == sweep.Key.DataSetFingerprint)]);
        })];
    }
}
