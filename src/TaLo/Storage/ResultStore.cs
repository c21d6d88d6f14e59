using TaLo.Models;
using TaLo.Profiles;
using TaLo.Scoring;
using TaLo.Sweeps;

namespace TaLo.Storage;

/// <summary>
/// The user's results: a journal that is the truth, and a LiteDB database derived from it that answers questions.
/// One process at a time writes to a folder; any number may read. Safe for use by several threads.
/// </summary>
public sealed class ResultStore : IDisposable
{
    private readonly Lock _gate = new();
    private readonly StoreLock? _lock;
    private readonly Journal _journal;
    private readonly DatabaseFile? _file;
    private readonly Action<string> _message;
    private Database _database;

    /// <summary>
    /// Opens a folder's results for reading and writing, and makes the folder where there is none. A torn last
    /// journal line is moved aside; a database that is missing, damaged or of another kind is made anew.
    /// </summary>
    /// <param name="folder">For example <see cref="StoreFolder.Default"/>.</param>
    /// <param name="message">Told, in one line each, what was repaired.</param>
    /// <exception cref="StoreException">Another process writes there; the journal is damaged; the disk refuses.</exception>
    public ResultStore(string folder, Action<string>? message = null)
    {
        var files = new StoreFolder(folder);
        _message = message ?? (_ => { });
        try
        {
            Directory.CreateDirectory(files.Path);
            _lock = StoreLock.Take(files.Lock);
            _journal = Journal.Open(files.Journal, _message);
            _file = new DatabaseFile(files, _journal, _message);
            _database = _file.Open();
        }
        catch (Exception e)
        {
            _journal?.Dispose();
            _lock?.Dispose();
            throw e as StoreException ?? new StoreException($"{files.Path}: {DatabaseFile.OneLine(e)}", e);
        }
    }

    private ResultStore(Journal journal)
    {
        _journal = journal;
        _message = _ => { };
        _database = Database.InMemory();
        DatabaseFile.CatchUp(_database, journal);
    }

    /// <summary>
    /// Opens a folder's results for reading while another process may be writing there: takes no lock, changes
    /// nothing on disk, and shows what the journal held at this moment.
    /// </summary>
    /// <exception cref="StoreException">The journal is damaged or cannot be read.</exception>
    public static ResultStore OpenReadOnly(string folder)
    {
        var files = new StoreFolder(folder);
        try
        {
            return new ResultStore(Journal.OpenReadOnly(files.Journal));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StoreException($"{files.Journal}: {DatabaseFile.OneLine(e)}", e);
        }
    }

    /// <summary>Every sweep, oldest first.</summary>
    public IReadOnlyList<StoredSweep> Sweeps() =>
        Ask(d => d.Sweeps().OrderBy(s => s.Facts.Created).ThenBy(s => s.Id, StringComparer.Ordinal).ToList());

    /// <summary>Makes a sweep known, before its first pass; one that is known already is left as it is.</summary>
    /// <exception cref="StoreException">It could not be stored.</exception>
    public void AddSweep(StoredSweep sweep)
    {
        lock (_gate)
        {
            if (!Ask(d => d.HasSweep(sweep.Id)))
                Store(new JournalEntry(sweep.Id, Added: sweep));
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
        var sample = StoredSample.From(passes);
        lock (_gate)
        {
            if (!Ask(d => d.HasSweep(sweep)))
                throw new StoreException($"no sweep {sweep} in the store: nothing was stored");

            var present = Ask(d => d.Find(sweep, sample.Task, sample.Index));
            if ((present is null ? sample : present.Added(sample)) is not { } added)
                return 0;

            Store(new JournalEntry(sweep, Sample: added));
            return added.Passes.Count;
        }
    }

    /// <summary>A sweep's passes, whatever order they came in: by task, then index, then base model, module, layer.</summary>
    /// <param name="sweep">The sweep's id.</param>
    /// <param name="task">Only this task, or null for all.</param>
    /// <param name="knockouts">Only the base model and these, or null for all.</param>
    public IReadOnlyList<ScoredPass> Passes(
        string sweep, string? task = null, IReadOnlyCollection<Knockout>? knockouts = null) =>
        Ask(d => d.Samples(sweep)
            .Where(s => task is null || s.Task == task)
            .OrderBy(s => s.Task, StringComparer.Ordinal).ThenBy(s => s.Index, IndexOrder.Instance)
            .SelectMany(s => s.Passes)
            .Where(p => p.Knockout is not { } knockout || knockouts is null || knockouts.Contains(knockout))
            .ToList());

    /// <summary>The passes over one sample: base model first, then by module and layer; empty where none is stored.</summary>
    public IReadOnlyList<ScoredPass> PassesOf(string sweep, string task, string index) =>
        Ask(d => d.Find(sweep, task, index)?.Passes ?? []);

    /// <summary>Which passes a sweep has.</summary>
    public IReadOnlySet<PassKey> Keys(string sweep) => Ask(d => d.Samples(sweep)
        .SelectMany(s => s.Passes.Select(p => p.Key))
        .ToHashSet());

    /// <summary>Removes a sweep and its passes from every answer; the journal keeps the lines and notes the removal.</summary>
    /// <returns>Whether there was such a sweep.</returns>
    /// <exception cref="StoreException">The removal could not be stored.</exception>
    public bool DeleteSweep(string sweep)
    {
        lock (_gate)
        {
            if (!Ask(d => d.HasSweep(sweep)))
                return false;
            Store(new JournalEntry(sweep, Deleted: true));
            return true;
        }
    }

    /// <summary>Every profile, oldest first.</summary>
    public IReadOnlyList<TaskProfile> Profiles() =>
        Ask(d => d.Profiles().OrderBy(p => p.Created).ThenBy(p => p.Task, StringComparer.Ordinal).ToList());

    /// <summary>Keeps a profile; one with the same id is replaced.</summary>
    /// <exception cref="StoreException">It could not be stored.</exception>
    public void PutProfile(TaskProfile profile)
    {
        lock (_gate)
            Store(new JournalEntry("", Profile: profile));
    }

    /// <summary>Deletes a profile.</summary>
    /// <returns>Whether there was one.</returns>
    /// <exception cref="StoreException">The deletion could not be stored.</exception>
    public bool DeleteProfile(string id)
    {
        lock (_gate)
        {
            if (!Ask(d => d.Profiles().Any(p => p.Id == id)))
                return false;
            Store(new JournalEntry("", DeletedProfile: id));
            return true;
        }
    }

    /// <summary>Every sample of a sweep with its passes, in no useful order.</summary>
    internal IReadOnlyList<StoredSample> Samples(string sweep) => Ask(d => d.Samples(sweep).ToList());

    /// <summary>The passes over one sample as they are stored, or null.</summary>
    internal StoredSample? Find(string sweep, string task, string index) => Ask(d => d.Find(sweep, task, index));

    /// <summary>The record that everything here is derived from.</summary>
    internal Journal Journal => _journal;

    /// <summary>Stores many entries, all or none.</summary>
    /// <exception cref="StoreException">They could not be stored.</exception>
    internal void StoreAll(IReadOnlyList<JournalEntry> entries)
    {
        lock (_gate)
        {
            if (entries.Count == 0)
                return;
            _journal.AppendAll(entries);
            Ask(d =>
            {
                DatabaseFile.CatchUp(d, _journal);
                return true;
            });
        }
    }

    /// <summary>Closes the files and lets the next process in.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            try
            {
                _database.Flush();
                _database.Dispose();
            }
            catch (Exception e)
            {
                _message(
                    $"talo.db: could not be closed ({DatabaseFile.OneLine(e)}); the next opening repairs it from " +
                    "journal.jsonl");
            }

            _journal.Dispose();
            _lock?.Dispose();
        }
    }

    private void Store(JournalEntry entry)
    {
        var after = _journal.Append(entry);
        Ask(d =>
        {
            // A database made anew by Ask has the entry from the journal already.
            if (d.Applied != after)
                d.Apply(entry, after);
            return true;
        });
    }

    // LiteDB throws nearly anything at damage, often long after opening. The journal has everything, so one
    // failure costs a rebuild and not an answer.
    private T Ask<T>(Func<Database, T> question)
    {
        lock (_gate)
        {
            try
            {
                return question(_database);
            }
            catch (Exception e) when (e is not StoreException && _file is not null)
            {
                return AskAgain(question, DatabaseFile.OneLine(e));
            }
        }
    }

    private T AskAgain<T>(Func<Database, T> question, string reason)
    {
        try
        {
            _database = _file!.Rebuild(_database, $"it cannot be used ({reason})");
            return question(_database);
        }
        catch (Exception e) when (e is not StoreException)
        {
            throw new StoreException(
                $"talo.db cannot be used ({DatabaseFile.OneLine(e)}); every result is safe in journal.jsonl", e);
        }
    }
}
