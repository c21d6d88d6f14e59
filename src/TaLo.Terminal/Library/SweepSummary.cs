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
    /// <summary>The choices in words, each with its protocol, and how many tasks have none yet.</summary>
    public string Choice
    {
        get
        {
            if (Profiles.Count == 0)
                return "not decided";
            var decided = Profiles.GroupBy(p => p.Task).Select(g => TaskProfile.Preferred(g)!).ToList();
            var open = Tasks > decided.Count ? $"{Tasks - decided.Count} of {Tasks} tasks not decided" : null;
            List<string> words = [.. decided.Where(p => p.Knockout is not null).Select(p => $"{p.Task}: {p.Choice} ({p.Protocol})")];
            if (words.Count == 0)
                words.Add($"no layer for {string.Join(", ", decided.Select(p => $"{p.Task} ({p.Protocol})"))}");
            return string.Join(", ", open is null ? words : words.Append(open));
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
