using TaLo.Profiles;


namespace TaLo.Storage;

/// <summary>
/// Joins stores: what the others have and this one has not is added to it, all of it or, where two contradict each
/// other or it is interrupted, nothing. The others are only read. Doing it again changes nothing.
/// </summary>
public sealed class StoreMerge : IDisposable
{
    private readonly ResultStore _into;
    private readonly IntakeWriter _added;
    private readonly List<ResultStore> _sources = [];
    private readonly HashSet<string> _sweeps;
    private readonly Dictionary<string, TaskProfile> _profiles;

    private StoreMerge(ResultStore into)
    {
        _into = into;
        _added = new IntakeWriter(into.Files);
        _sweeps = [.. into.Sweeps().Select(s => s.Id)];
        _profiles = into.Profiles().ToDictionary(p => p.Id);
    }

    /// <summary>Merges stores into one.</summary>
    /// <param name="into">Folder of the store that gets everything; made where there is none.</param>
    /// <param name="sources">Folders of the others; naming <paramref name="into"/> itself among them does no harm.</param>
    /// <param name="message">Told, in one line each, what was mended or is damaged in <paramref name="into"/>.</param>
    /// <exception cref="StoreException">
    /// One of them is no store, is damaged, or has a pass with other numbers than another store: nothing was merged.
    /// </exception>
    public static MergeResult Merge(string into, IReadOnlyList<string> sources, Action<string>? message = null)
    {
        foreach (var source in sources.Where(s => !new StoreFolder(s).Exists))
            throw new StoreException($"{new StoreFolder(source).Sweeps}: no such folder, so {source} is no store: nothing was merged");

        using var store = new ResultStore(into, message);
        List<MergedStore> merged;
        using (var merge = new StoreMerge(store))
        {
            merged = [.. sources.Select(merge.Read)];
            merge._added.Commit();
        }

        store.DealOut();
        return new MergeResult(merged, store.Sweeps());
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _added.Dispose();
        foreach (var source in _sources)
            source.Dispose();
    }

    private MergedStore Read(string folder)
    {
        var source = ResultStore.OpenReadOnly(folder, Refuse);
        _sources.Add(source);
        var (added, known) = (0, 0);
        foreach (var sweep in source.Sweeps())
        {
            if (_sweeps.Add(sweep.Id))
                _added.Write(new JournalEntry(sweep.Id, Added: sweep));
            var journal = source.Open(sweep.Id);
            foreach (var key in journal.Keys)
            {
                var sample = journal.Find(key)!;
                var more = Add(sweep.Id, sample);
                (added, known) = (added + more, known + sample.Passes.Count - more);
            }
        }

        return new MergedStore(folder, added, known, source.Profiles().Count(Add));

        void Refuse(string damage) => throw new StoreException($"{damage}, with --store {folder}; nothing was merged");
    }

    /// <returns>How many of the passes were new.</returns>
    private int Add(string sweep, StoredSample sample)
    {
        // The store itself, and the sources before this one: what they have is in the way of nothing, or the same.
        StoredSample? present = null;
        foreach (var store in _sources.SkipLast(1).Prepend(_into))
        {
            if (store.Open(sweep).Find(sample.Key) is not { } there)
                continue;
            if (!there.Agrees(sample))
                throw Contradiction(sweep, sample, store);
            present = present?.With(there) ?? there;
        }

        if ((present is null ? sample : present.Added(sample)) is not { } added)
            return 0;
        _added.Write(new JournalEntry(sweep, Sample: added));
        return added.Passes.Count;
    }

    /// <summary>The newer of two profiles with one id stays.</summary>
    private bool Add(TaskProfile profile)
    {
        if (_profiles.TryGetValue(profile.Id, out var present) && present.Created >= profile.Created)
            return false;
        _profiles[profile.Id] = profile;
        _added.Write(new JournalEntry("", Profile: profile));
        return true;
    }

    // Passes over one sample may stand in several lines; the one that disagrees is named.
    private StoreException Contradiction(string sweep, StoredSample sample, ResultStore other)
    {
        var there = other.Open(sweep).Find(sample.Key)!;
        return new StoreException(
            $"{Place(_sources[^1], there)} contradicts {Place(other, sample)}: task {sample.Task}, sample "
            + $"{sample.Index} has other values there: nothing was merged; merge without one of them, or delete the sweep in one and sweep it again");

        string Place(ResultStore store, StoredSample against) => store.Open(sweep).Disagreeing(against) is var (file, line) ? $"{file}, line {line}" : store.Files.Path;
    }
}
