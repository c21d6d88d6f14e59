using TaLo.Profiles;
using TaLo.Sweeps;

namespace TaLo.Storage;

/// <summary>
/// What the copy in LiteDB still has, to mend a journal from. Every document is checked, and whatever LiteDB throws only
/// means that there is no more.
/// </summary>
internal sealed class SpareCopy : IDisposable
{
    private readonly Database _database;

    private SpareCopy(Database database) => _database = database;

    /// <summary>Opens the copy; null where there is none that can be used.</summary>
    public static SpareCopy? Open(StoreFolder files)
    {
        if (!File.Exists(files.Database))
            return null;
        var database = Try(() => Database.OpenToRead(files.Database));
        if (database is not null && Try(() => database.IsOfThisForm ? database : null) is null)
        {
            Try<object>(() => { database.Dispose(); return null; });
            database = null;
        }

        return database is null ? null : new SpareCopy(database);
    }

    /// <summary>A sweep, or null.</summary>
    public StoredSweep? Sweep(string id) => Try(() => _database.Sweep(id)) is { } sweep && EntryRules.Problem(id, sweep) is null ? sweep : null;

    /// <summary>A profile, or null.</summary>
    public TaskProfile? Profile(string id) => Try(() => _database.Profile(id)) is { } profile && profile.Id == id ? profile : null;

    /// <summary>The samples of a sweep that are whole.</summary>
    public Dictionary<SampleKey, StoredSample> Samples(string id, StoredSweep sweep)
    {
        var samples = new Dictionary<SampleKey, StoredSample>();
        Try<object>(() =>
        {
            foreach (var sample in _database.Samples(id).OfType<StoredSample>())
            {
                if (EntryRules.Problem(sample, sweep.Facts.Layers) is null)
                    samples[sample.Key] = sample;
            }

            return null;
        });
        return samples;
    }

    public void Dispose() => Try<object>(() => { _database.Dispose(); return null; });

    private static T? Try<T>(Func<T?> read) where T : class
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return null;
        }
    }
}
