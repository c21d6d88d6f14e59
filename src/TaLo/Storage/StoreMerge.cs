using TaLo.Profiles;
using TaLo.Sweeps;

namespace TaLo.Storage;

/// <summary>
/// Joins stores: what the others have and this one has not is added to it, all of it or, where two contradict each
/// other or it is interrupted, nothing. The others are only read. Doing it again changes nothing.
/// </summary>
public sealed class StoreMerge
{
    private readonly ResultStore _into;
    private readonly List<JournalEntry> _added = [];
    private readonly Dictionary<string, StoredSweep> _sweeps;
    private readonly Dictionary<string, TaskProfile> _profiles;
    private readonly Dictionary<(string Sweep, string Task, string Index), StoredSample> _samples = [];
    private readonly List<string> _read = [];

    private StoreMerge(ResultStore into)
    {
        _into = into;
        _sweeps = into.Sweeps().ToDictionary(s => s.Id);
        _profiles = into.Profiles().ToDictionary(p => p.Id);
    }

    /// <summary>Merges stores into one.</summary>
    /// <param name="into">Folder of the store that gets everything; made where there is none.</param>
    /// <param name="sources">Folders of the others; naming <paramref name="into"/> itself among them does no harm.</param>
    /// <param name="message">Told, in one line each, what was repaired in <paramref name="into"/>.</param>
    /// <exception cref="StoreException">
    /// One of them is no store, is damaged, or has a row with other numbers than another store: nothing was merged.
    /// </exception>
    public static MergeResult Merge(string into, IReadOnlyList<string> sources, Action<string>? message = null)
    {
        foreach (var source in sources.Where(s => !File.Exists(new StoreFolder(s).Journal)))
            throw new StoreException($"{new StoreFolder(source).Journal}: no such file, so {source} is no store: nothing was merged");

        using var store = new ResultStore(into, message);
        var merge = new StoreMerge(store);
        var merged = sources.Select(merge.Read).ToList();
        store.StoreAll(merge._added);
        return new MergeResult(merged, store.Sweeps());
    }

    private MergedStore Read(string folder)
    {
        using var source = ResultStore.OpenReadOnly(folder);
        var (added, known) = (0, 0);
        foreach (var sweep in source.Sweeps())
        {
            if (_sweeps.TryAdd(sweep.Id, sweep))
                _added.Add(new JournalEntry(sweep.Id, Added: sweep));
            foreach (var sample in source.Samples(sweep.Id))
            {
                var more = Add(sweep.Id, sample, source);
                (added, known) = (added + more, known + sample.Passes.Count - more);
            }
        }

        var profiles = source.Profiles().Count(Add);
        _read.Add(folder);
        return new MergedStore(folder, added, known, profiles);
    }

    /// <returns>How many of the passes were new.</returns>
    private int Add(string sweep, StoredSample sample, ResultStore source)
    {
        var key = (sweep, sample.Task, sample.Index);
        var present = _samples.GetValueOrDefault(key) ?? _into.Find(sweep, sample.Task, sample.Index);
        if (present is not null && !present.Agrees(sample))
            throw new StoreException(
                $"{Place(source.Journal, sweep, sample, present)} contradicts {Other(sweep, sample)}: task {sample.Task}, sample "
                + $"{sample.Index} has other values there: nothing was merged; merge without one of them, or delete the sweep in one and sweep it again");
        if ((present is null ? sample : present.Added(sample)) is not { } added)
            return 0;

        _samples[key] = present?.With(added) ?? sample;
        _added.Add(new JournalEntry(sweep, Sample: added));
        return added.Passes.Count;
    }

    /// <summary>The newer of two profiles with one id stays.</summary>
    private bool Add(TaskProfile profile)
    {
        if (_profiles.TryGetValue(profile.Id, out var present) && present.Created >= profile.Created)
            return false;
        _profiles[profile.Id] = profile;
        _added.Add(new JournalEntry("", Profile: profile));
        return true;
    }

    private string Other(string sweep, StoredSample sample)
    {
        if (In(_into) is { } here)
            return here;
        foreach (var folder in _read)
        {
            using var source = ResultStore.OpenReadOnly(folder);
            if (In(source) is { } there)
                return there;
        }

        return "another store";

        string? In(ResultStore store) => store.Find(sweep, sample.Task, sample.Index) is { } there && !there.Agrees(sample)
            ? Place(store.Journal, sweep, there, sample)
            : null;
    }

    // Passes over one sample may stand in several lines; the one that disagrees is named.
    private static string Place(Journal journal, string sweep, StoredSample sample, StoredSample against)
    {
        var line = journal.LastLine(e => e.Sweep == sweep && e.Sample is { } s && s.Task == sample.Task && s.Index == sample.Index && !against.Agrees(s));
        return $"{journal.FilePath}, line {line}";
    }
}
