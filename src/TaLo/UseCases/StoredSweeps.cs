using TaLo.Models;
using TaLo.Profiles;
using TaLo.Storage;
using TaLo.Sweeps;
using TaLo.Tasks;
using TaLo.Tasks.Readers;
using TaLo.Vectors;

namespace TaLo.UseCases;

/// <summary>Finds stored sweeps and what belongs to them.</summary>
public static class StoredSweeps
{
    /// <summary>The one sweep whose id begins so.</summary>
    /// <exception cref="StoreException">None, or several.</exception>
    public static StoredSweep Find(ResultStore store, string id)
    {
        var found = store.Sweeps().Where(s => s.Id.StartsWith(id, StringComparison.OrdinalIgnoreCase)).ToList();
        return found.Count switch
        {
            1 => found[0],
            0 => throw new StoreException($"no stored sweep begins with '{id}': `talo show` lists them"),
            _ => throw new StoreException($"{found.Count} stored sweeps begin with '{id}': give more of the id"),
        };
    }

    /// <summary>The vectors of one kind of knockout of a sweep, to be compared.</summary>
    /// <param name="store">The store.</param>
    /// <param name="sweep">The sweep.</param>
    /// <param name="module">Of which module, where modules were zeroed.</param>
    /// <param name="length">Of which block length, where blocks were repeated.</param>
    /// <param name="note">Told what of the store is damaged.</param>
    /// <exception cref="SelectionException">That was not swept.</exception>
    public static IReadOnlyList<TaskVector> Vectors(ResultStore store, StoredSweep sweep, Module module, int length, Action<string> note)
    {
        var kind = sweep.KindOf(module, length);
        var vectors = TaskVectors.From(ClusterLinks.Passes(store, sweep, note), sweep.Facts.Layers).Where(v => v.Kind == kind).ToList();
        return vectors.Count > 0 ? vectors
            : throw new SelectionException($"sweep {sweep.ShortId} ({sweep.Key.Intervention}) has no results of {kind}: sweep them first");
    }

    /// <summary>Opens the data set that a sweep was made on, where it is still there and still the same.</summary>
    /// <param name="sweep">The sweep.</param>
    /// <param name="path">Where the file is now; null for where the sweep found it.</param>
    /// <param name="missing">A sentence on why it cannot be opened, or null.</param>
    /// <returns>The data set, or null.</returns>
    public static IDataSet? Data(StoredSweep sweep, string? path, out string? missing)
    {
        path ??= sweep.Facts.DataSetPath;
        missing = null;
        if (path is null || !Path.Exists(path))
        {
            missing = "The data set file is not where the sweep found it";
            return null;
        }

        try
        {
            var data = DataSets.Open(path, sweep.Facts.DataOptions);
            if (data.Fingerprint == sweep.Key.DataSetFingerprint)
                return data;
            data.Dispose();
        }
        catch (DataSetException)
        {
            // It could be read when it was swept.
        }

        missing = $"{Path.GetFileName(path)}, or an image file that it names, has changed since the sweep";
        return null;
    }

    /// <summary>The same for the questions that profiles keep; where it is gone, a note says what follows from that.</summary>
    public static IDataSet? QuestionsOf(StoredSweep sweep, Action<string> note)
    {
        var data = Data(sweep, null, out var missing);
        if (missing is not null)
            note($"{sweep.Facts.DataSetPath ?? sweep.Facts.DataSetName}: gone or changed since the sweep: a profile that had no questions yet gets "
                + "none, and `--profile auto` cannot match it");
        return data;
    }
}

/// <summary>A stored sweep in one line.</summary>
/// <param name="Sweep">The sweep.</param>
/// <param name="Tasks">Tasks that have results.</param>
/// <param name="Samples">Samples that have results.</param>
/// <param name="Profiles">The profiles that were made for its model and data set.</param>
public sealed record SweepSummary(StoredSweep Sweep, int Tasks, int Samples, IReadOnlyList<TaskProfile> Profiles)
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
