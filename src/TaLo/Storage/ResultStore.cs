using System.Diagnostics.CodeAnalysis;
using TaLo.Models;
using TaLo.Profiles;
using TaLo.Scoring;
using TaLo.Sweeps;

namespace TaLo.Storage;

/// <summary>
/// The user's results. A sweep is a journal of its own and a profile a file of its own: these are the truth, and every
/// answer is read from them, checked line by line. LiteDB gets a copy of everything (<see cref="Database"/>).
/// One process at a time writes to a folder; any number may read. Safe for use by several threads.
/// </summary>
public sealed class ResultStore : ISweepStore, IDisposable
{
    private const int SamplesBetweenCheckpoints = 512;

    private readonly Lock _gate = new();
    private readonly StoreFolder _files;
    private readonly Action<string> _message;
    private readonly StoreLock? _lock;
    private readonly Intake? _intake;
    private readonly Dictionary<string, SweepJournal> _open = [];
    private bool _isChanged;
    private string? _copyDamage;
    private int _samplesAdded;

    /// <summary>
    /// Opens a folder's results for reading and writing, and makes the folder where there is none. What earlier versions
    /// or an interrupted merge left in one piece is dealt out to the sweeps.
    /// </summary>
    /// <param name="folder">For example <see cref="StoreFolder.Default"/>.</param>
    /// <param name="message">Told, in one line each, what was mended and what is damaged.</param>
    /// <exception cref="StoreException">Another process writes there; the disk refuses.</exception>
    public ResultStore(string folder, Action<string>? message = null)
    {
        _files = new StoreFolder(folder);
        _message = message ?? (_ => { });
        try
        {
            Directory.CreateDirectory(_files.Path);
            if (_files.Pipe() is { } pipe)
                throw new StoreException($"{pipe}: is no regular file but a pipe: move it away; nothing was stored");
            _lock = StoreLock.Take(_files.Lock);
            Directory.CreateDirectory(_files.Sweeps);
            foreach (var leftover in _files.Leftovers())
                File.Delete(leftover);
            DealOut();
        }
        catch (Exception e)
        {
            _lock?.Dispose();
            throw e as StoreException ?? new StoreException($"{_files.Path}: cannot be used as a store: {e.Message.ReplaceLineEndings(" ")}; --store FOLDER or TALO_HOME names another place", e);
        }
    }

    private ResultStore(StoreFolder files, Intake? intake, Action<string>? message)
    {
        (_files, _intake, _message) = (files, intake, message ?? (_ => { }));
        Report("", intake?.Damages ?? []);
    }

    /// <summary>
    /// Opens a folder's results for reading while another process may be writing there: takes no lock and changes
    /// nothing on disk.
    /// </summary>
    /// <param name="folder">The folder; it need not exist.</param>
    /// <param name="message">Told, in one line each, what is damaged.</param>
    /// <exception cref="StoreException">It cannot be read.</exception>
    public static ResultStore OpenReadOnly(string folder, Action<string>? message = null)
    {
        var files = new StoreFolder(folder);
        if (File.Exists(folder))
            throw new StoreException($"{folder}: is no folder: name the one with the stored results");
        try
        {
            return new ResultStore(files, Intake.Open(files), message);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StoreException($"{files.Intake}: {e.OneLine()}", e);
        }
    }

    /// <summary>Every sweep, oldest first. How much they hold does not matter.</summary>
    public IReadOnlyList<StoredSweep> Sweeps()
    {
        lock (_gate)
            return [.. SweepIds().Select(id => SweepOf(id) ?? Open(id).Sweep).OfType<StoredSweep>()
                .OrderBy(s => s.Facts.Created).ThenBy(s => s.Id, StringComparer.Ordinal)];
    }

    /// <summary>How much of a sweep is stored; known without reading it where no process was ended in the middle of it.</summary>
    public SweepSize Size(string sweep)
    {
        lock (_gate)
            return IsAsSealed(sweep, out var seal) ? seal.Holds.Size : Open(sweep).Size;
    }

    /// <summary>Makes a sweep known, before its first pass; one that is known already is left as it is.</summary>
    /// <exception cref="StoreException">It could not be stored.</exception>
    public void AddSweep(StoredSweep sweep)
    {
        if (EntryRules.Problem(sweep.Id, sweep) is { } problem)
            throw new StoreException($"{sweep.Facts.ModelName}: {problem}: nothing was stored");
        lock (_gate)
        {
            var journal = OpenToChange(sweep.Id);
            if (journal.Sweep is null)
                journal.Add(sweep);
        }
    }

    /// <summary>
    /// Stores passes over one sample, all or none. When this returns, they are on the disk. Passes that are stored
    /// already with the same values are left as they are.
    /// </summary>
    /// <param name="sweep">The id of a sweep that was added.</param>
    /// <param name="passes">Passes over one sample; at least one.</param>
    /// <returns>How many passes were new.</returns>
    /// <exception cref="StoreException">A pass is stored with other values, or is not finite, or the disk refuses: none is stored.</exception>
    public int Add(string sweep, IReadOnlyList<ScoredPass> passes)
    {
        lock (_gate)
        {
            var journal = OpenToChange(sweep);
            if (journal.Sweep is null)
                throw new StoreException($"no sweep {sweep} in the store: nothing was stored");

            var sample = StoredSample.From(passes, journal.Sweep.Facts.Layers);
            var present = journal.Find(sample.Key);
            if ((present is null ? sample : present.Added(sample)) is not { } added)
                return 0;

            journal.Add(added);
            if (++_samplesAdded % SamplesBetweenCheckpoints == 0)
                Checkpoint();
            return added.Passes.Count;
        }
    }

    /// <summary>A sweep's passes, whatever order they came in: by task, then index, then base model, kind of knockout, layer.</summary>
    /// <param name="sweep">The sweep's id.</param>
    /// <param name="task">Only this task, or null for all.</param>
    /// <param name="knockouts">Only the base model and these, or null for all.</param>
    public IReadOnlyList<ScoredPass> Passes(
        string sweep, string? task = null, IReadOnlyCollection<Knockout>? knockouts = null)
    {
        lock (_gate)
            return [.. Samples(sweep, task).SelectMany(s => s.Passes)
                .Where(p => p.Knockout is not { } knockout || knockouts is null || knockouts.Contains(knockout))];
    }

    /// <summary>The passes over one sample: base model first, then by kind of knockout and layer; empty where none is stored.</summary>
    public IReadOnlyList<ScoredPass> PassesOf(string sweep, string task, string index)
    {
        lock (_gate)
            return Open(sweep).Find(new SampleKey(task, index))?.Passes ?? [];
    }

    /// <summary>Which passes a sweep has.</summary>
    public IReadOnlySet<PassKey> Keys(string sweep)
    {
        lock (_gate)
            return Samples(sweep, null).SelectMany(s => s.Passes.Select(p => p.Key)).ToHashSet();
    }

    /// <summary>Deletes a sweep and its passes.</summary>
    /// <returns>Whether there was such a sweep.</returns>
    /// <exception cref="StoreException">It could not be deleted.</exception>
    public bool DeleteSweep(string sweep)
    {
        lock (_gate)
        {
            OpenToChange(sweep);
            Forget(sweep);
            if (!SweepIds().Contains(sweep))
                return false;
            _isChanged = true;
            // The journal last: a sweep whose journal is there is there.
            Delete(_files.Seal(sweep));
            Delete(_files.Journal(sweep));
            return true;
        }
    }

    /// <summary>Every profile, oldest first.</summary>
    public IReadOnlyList<TaskProfile> Profiles()
    {
        var profiles = Profiles(out var damages);
        Report("", damages);
        return profiles;
    }

    /// <summary>Keeps profiles, all or, where one is too large, none; one with the same id is replaced.</summary>
    /// <exception cref="StoreException">They could not be stored.</exception>
    public void PutProfiles(params IReadOnlyList<TaskProfile> profiles)
    {
        lock (_gate)
        {
            EnsureWriter();
            foreach (var profile in profiles)
                JournalLine.Encode(new JournalEntry("", Profile: profile));
            Directory.CreateDirectory(_files.Profiles);
            _isChanged = true;
            foreach (var profile in profiles)
                EntryFile.Write(_files.Profile(profile.Id), new JournalEntry("", Profile: profile));
        }
    }

    /// <summary>Keeps profiles that were made elsewhere; one with the same id that is here and was made later stays.</summary>
    /// <param name="profiles">The profiles.</param>
    /// <param name="older">Those that were not taken.</param>
    /// <returns>Those that were.</returns>
    /// <exception cref="StoreException">They could not be stored.</exception>
    public IReadOnlyList<TaskProfile> TakeProfiles(IEnumerable<TaskProfile> profiles, out IReadOnlyList<TaskProfile> older)
    {
        lock (_gate)
        {
            var present = Profiles().ToDictionary(p => p.Id, p => p.Created);
            var isOlder = profiles.ToLookup(p => present.TryGetValue(p.Id, out var created) && created > p.Created);
            PutProfiles([.. isOlder[false]]);
            older = [.. isOlder[true]];
            return [.. isOlder[false]];
        }
    }

    /// <summary>Deletes a profile.</summary>
    /// <returns>Whether there was one.</returns>
    /// <exception cref="StoreException">The deletion could not be stored.</exception>
    public bool DeleteProfile(string id)
    {
        lock (_gate)
        {
            EnsureWriter();
            return _files.ProfileIds().Contains(id) && (_isChanged = Delete(_files.Profile(id)));
        }
    }

    /// <summary>Closes the files and lets the next process in.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            if (_lock is not null)
                Close();
            foreach (var journal in _open.Values)
                journal.Dispose();
            _open.Clear();
            _intake?.Dispose();
            _lock?.Dispose();
        }
    }

    /// <summary>The store's files.</summary>
    internal StoreFolder Files => _files;

    /// <summary>What of the intake cannot be used.</summary>
    internal IReadOnlyList<StoreDamage> IntakeDamages => _intake?.Damages ?? [];

    /// <summary>The ids of all profiles.</summary>
    internal IReadOnlyList<string> ProfileIds() => [.. _files.ProfileIds().Union(_intake?.Profiles.Keys ?? [])];

    /// <summary>The ids of all sweeps.</summary>
    internal IEnumerable<string> SweepIds() => _files.SweepIds().Union(_intake?.Sweeps.Keys ?? []);

    /// <summary>Every profile that can be read, oldest first.</summary>
    internal IReadOnlyList<TaskProfile> Profiles(out IReadOnlyList<StoreDamage> damages)
    {
        lock (_gate)
        {
            var profiles = (_intake?.Profiles ?? new Dictionary<string, TaskProfile>()).ToDictionary();
            var damaged = new List<StoreDamage>();
            foreach (var id in _files.ProfileIds())
            {
                var profile = EntryFile.Read(_files.Profile(id), out var damage)?.Profile;
                if (damage is null && profile?.Id != id)
                    damage = new StoreDamage(_files.Profile(id), 0, "not the profile that its name says");
                else if (damage is null && ProfileRules.Problem(profile) is { } problem)
                    damage = new StoreDamage(_files.Profile(id), 0, problem);
                if (damage is not null)
                    damaged.Add(damage);
                else if (!profiles.TryGetValue(id, out var other) || profile!.Created > other.Created)
                    profiles[id] = profile!;
            }

            damages = damaged;
            return [.. profiles.Values.OrderBy(p => p.Created).ThenBy(p => p.Task, StringComparer.Ordinal)];
        }
    }

    /// <summary>Closes a sweep whose files are about to be changed by other means.</summary>
    internal void Forget(string sweep)
    {
        if (_open.Remove(sweep, out var journal))
            journal.Dispose();
    }

    /// <summary>Has the copy in LiteDB made anew when the store is closed.</summary>
    internal void RemakeCopy(string reason) => _copyDamage = reason;

    /// <summary>A sweep as it is stored; empty where there is none.</summary>
    internal SweepJournal Open(string sweep) => Open(sweep, keeps: false);

    private SweepJournal Open(string sweep, bool keeps)
    {
        if (_open.TryGetValue(sweep, out var open))
            return open;
        open = _lock is null ? SweepJournal.OpenToRead(_files, sweep, _intake, keeps) : SweepJournal.OpenToWrite(_files, sweep, _message);
        Report($"sweep {sweep[..Math.Min(16, sweep.Length)]}: ", open.Damages);
        return _open[sweep] = open;
    }

    private SweepJournal OpenToChange(string sweep)
    {
        EnsureWriter();
        return Open(sweep);
    }

    private void EnsureWriter()
    {
        if (_lock is null)
            throw new StoreException($"{_files.Path}: not open for writing: nothing was stored");
    }

    private IEnumerable<StoredSample> Samples(string sweep, string? task)
    {
        var journal = Open(sweep, keeps: true);
        return journal.Keys.Where(k => task is null || k.Task == task).Select(k => journal.Find(k)!);
    }

    private StoredSweep? SweepOf(string id) =>
        (_open.GetValueOrDefault(id)?.Sweep ?? SweepSeal.Read(_files, id, out _)?.Sweep ?? _intake?.Sweeps.GetValueOrDefault(id))
        ?? SweepJournal.ReadHead(_files, id);

    private bool IsAsSealed(string id, [NotNullWhen(true)] out SweepSeal? seal)
    {
        seal = _open.ContainsKey(id) || _intake?.Samples.ContainsKey(id) == true ? null : SweepSeal.Read(_files, id, out _);
        return seal is not null && File.Exists(_files.Journal(id)) && new FileInfo(_files.Journal(id)).Length == seal.Holds.Bytes;
    }

    /// <summary>Deals out what came in one piece.</summary>
    internal void DealOut()
    {
        using var intake = Intake.Open(_files);
        if (intake is not null)
            IntakeDealer.Deal(intake, this, _message);
    }

    private void Close()
    {
        foreach (var id in SweepIds().Where(id => !_open.ContainsKey(id) && !IsAsSealed(id, out _)).ToList())
            Open(id);
        if (_isChanged || _copyDamage is not null || _open.Values.Any(j => j.IsUnsealed) || (!File.Exists(_files.Database) && SweepIds().Any()))
            Checkpoint();
    }

    // Nothing here is needed to have every result; it is done now and then so that little is left to do after a kill.
    private void Checkpoint()
    {
        try
        {
            new DatabaseFile(_files, _message).Update(Contents(), _copyDamage);
            _copyDamage = null;
            foreach (var journal in _open.Values.Where(j => j.IsUnsealed))
                journal.Seal();
        }
        catch (Exception e) when (e is StoreException or IOException or UnauthorizedAccessException)
        {
            _message($"{_files.Path}: no summary of what it holds could be written ({e.OneLine()}); no result is lost");
        }
    }

    private StoreContents Contents() => new(
        SweepIds().ToDictionary(id => id, id => File.Exists(_files.Journal(id)) ? new FileInfo(_files.Journal(id)).Length : 0),
        Open, _files.ProfileIds(), Profiles());

    private void Report(string of, IReadOnlyList<StoreDamage> damages)
    {
        if (damages.Count > 0)
            _message($"{of}{StoreDamage.Listed(damages)}: a sweep asks again for what is lost, `talo store repair` mends what it can");
    }

    private static bool Delete(string path)
    {
        try
        {
            File.Delete(path);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StoreException($"{path}: cannot be deleted: {e.Message}", e);
        }
    }
}
