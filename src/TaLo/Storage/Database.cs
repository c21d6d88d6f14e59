using LiteDB;
using TaLo.Profiles;
using TaLo.Sweeps;
using JsonSerializer = System.Text.Json.JsonSerializer;

namespace TaLo.Storage;

/// <summary>
/// LiteDB as the queryable copy of the journal: collections <c>sweeps</c>, <c>samples</c> (one document per sample
/// of a sweep), <c>profiles</c> and <c>meta</c> (one document: how far the journal is applied, and how many documents there must be).
/// Samples are written in batches; the meta document changes in the same transaction. Not safe for concurrent calls.
/// </summary>
internal sealed class Database : IDisposable
{
    private const int Schema = 1;
    private const int BatchSize = 512;

    private readonly LiteDatabase _lite;
    private readonly ILiteCollection<BsonDocument> _meta;
    private readonly ILiteCollection<BsonDocument> _sweeps;
    private readonly ILiteCollection<BsonDocument> _samples;
    private readonly ILiteCollection<BsonDocument> _profiles;
    private readonly Dictionary<string, StoredSample> _batch = [];

    private Database(LiteDatabase lite)
    {
        _lite = lite;
        _meta = lite.GetCollection("meta");
        _sweeps = lite.GetCollection("sweeps");
        _samples = lite.GetCollection("samples");
        _profiles = lite.GetCollection("profiles");
    }

    /// <summary>How far the journal is applied, the batch in memory included.</summary>
    public JournalPosition Applied { get; private set; } = JournalPosition.Start;

    public static Database InMemory() => new(new LiteDatabase(new MemoryStream()));

    /// <summary>Opens or makes the file; throws nearly anything where it is damaged.</summary>
    public static Database OpenFile(string path) =>
        new(new LiteDatabase(new ConnectionString { Filename = path, Connection = ConnectionType.Direct }));

    /// <summary>Says why the database cannot be trusted, or null; otherwise it then knows how far it is applied.</summary>
    public string? Check()
    {
        if (_meta.FindById(1) is not { } meta)
            return _sweeps.Count() + _samples.Count() + _profiles.Count() > 0 ? "it has no meta document" : null;
        if (meta["schema"] != Schema)
            return $"its schema is {meta["schema"]}, not {Schema}";
        if (meta["sweeps"] != _sweeps.Count() || meta["samples"] != _samples.Count() || meta["profiles"] != _profiles.Count())
            return "it has lost documents";

        Applied = new JournalPosition(meta["bytes"].AsInt64, meta["sum"].AsString);
        return null;
    }

    /// <summary>Applies one entry of the journal.</summary>
    /// <exception cref="StoreException">The entry contradicts what is stored.</exception>
    public void Apply(JournalEntry entry, JournalPosition after)
    {
        if (entry.Sample is { } sample)
        {
            var id = SampleDocument.Id(entry.Sweep, sample.Task, sample.Index);
            _batch[id] = Find(id)?.With(sample) ?? sample;
            Applied = after;
            if (_batch.Count >= BatchSize)
                Flush();
            return;
        }

        Flush();
        Applied = after;
        Write(() =>
        {
            ApplyToSweeps(entry);
            ApplyToProfiles(entry);
        });
    }

    /// <summary>Writes what is still in memory.</summary>
    public void Flush()
    {
        if (_batch.Count == 0)
            return;

        Write(() => _samples.Upsert(_batch.Select(s => SampleDocument.ToBson(s.Key, s.Value))));
        _batch.Clear();
    }

    public IReadOnlyList<StoredSweep> Sweeps() =>
        [.. _sweeps.FindAll().Select(d => d["json"].AsString)
            .Select(json => JsonSerializer.Deserialize<StoredSweep>(json, JournalLine.Json)!)];

    public IReadOnlyList<TaskProfile> Profiles() =>
        [.. _profiles.FindAll().Select(d => d["json"].AsString)
            .Select(json => JsonSerializer.Deserialize<TaskProfile>(json, JournalLine.Json)!)];

    public bool HasSweep(string sweep) => _sweeps.FindById(sweep) is not null;

    /// <summary>The passes over one sample, or null.</summary>
    public StoredSample? Find(string sweep, string task, string index) => Find(SampleDocument.Id(sweep, task, index));

    /// <summary>Every sample of a sweep, in no useful order.</summary>
    public IEnumerable<StoredSample> Samples(string sweep)
    {
        Flush();
        return _samples.Find(SampleDocument.InSweep(sweep)).Select(SampleDocument.FromBson);
    }

    public void Dispose() => _lite.Dispose();

    private StoredSample? Find(string id) =>
        _batch.TryGetValue(id, out var sample) ? sample
        : _samples.FindById(id) is { } document ? SampleDocument.FromBson(document)
        : null;

    private void ApplyToSweeps(JournalEntry entry)
    {
        if (entry.Added is { } sweep)
        {
            var json = JsonSerializer.Serialize(sweep, JournalLine.Json);
            _sweeps.Upsert(new BsonDocument { ["_id"] = entry.Sweep, ["json"] = json });
        }

        if (entry.Deleted == true)
        {
            _samples.DeleteMany(SampleDocument.InSweep(entry.Sweep));
            _sweeps.Delete(entry.Sweep);
        }
    }

    private void ApplyToProfiles(JournalEntry entry)
    {
        if (entry.Profile is { } profile)
        {
            var json = JsonSerializer.Serialize(profile, JournalLine.Json);
            _profiles.Upsert(new BsonDocument { ["_id"] = profile.Id, ["json"] = json });
        }

        if (entry.DeletedProfile is { } id)
            _profiles.Delete(id);
    }

    private void Write(Action change)
    {
        _lite.BeginTrans();
        try
        {
            change();
            _meta.Upsert(new BsonDocument
            {
                ["_id"] = 1,
                ["schema"] = Schema,
                ["bytes"] = Applied.Bytes,
                ["sum"] = Applied.Sum,
                ["sweeps"] = _sweeps.Count(),
                ["samples"] = _samples.Count(),
                ["profiles"] = _profiles.Count(),
            });
            _lite.Commit();
        }
        catch
        {
            _lite.Rollback();
            throw;
        }
    }
}
