using System.Globalization;
using LiteDB;
using LiteDB.Engine;
using TaLo.Profiles;
using TaLo.Sweeps;
using JsonSerializer = System.Text.Json.JsonSerializer;

namespace TaLo.Storage;

/// <summary>
/// The store once more in LiteDB, for LiteDB's own viewer and other programs, and to mend a damaged journal from:
/// collections <c>sweeps</c>, <c>samples</c> (one document per sample of a sweep), <c>profiles</c> and <c>meta</c>. No
/// answer of this program comes from it. LiteDB throws nearly anything where the file is damaged.
/// </summary>
internal sealed class Database : IDisposable
{
    private const int Schema = 2;
    private const int SamplesPerTransaction = 512;
    private const int LongestText = 1000;

    private readonly LiteDatabase _lite;
    private readonly ILiteCollection<BsonDocument> _meta;
    private readonly ILiteCollection<BsonDocument> _sweeps;
    private readonly ILiteCollection<BsonDocument> _samples;
    private readonly ILiteCollection<BsonDocument> _profiles;

    private readonly WriteGuard _guard;
    private readonly string _log;
    private readonly DatabaseStream[] _streams;

    private Database(string path, bool readOnly)
    {
        _guard = new WriteGuard(readOnly);
        _log = LogOf(path);
        _streams = [new DatabaseStream(path, _guard), new DatabaseStream(_log, _guard)];
        try
        {
            _lite = new LiteDatabase(new LiteEngine(new EngineSettings { DataStream = _streams[0], LogStream = _streams[1], ReadOnly = readOnly }));
            _meta = _lite.GetCollection("meta");
            _sweeps = _lite.GetCollection("sweeps");
            _samples = _lite.GetCollection("samples");
            _profiles = _lite.GetCollection("profiles");
        }
        catch
        {
            CloseFiles();
            throw;
        }
    }

    /// <summary>Opens the file, or makes it where there is none.</summary>
    public static Database Open(string path) => new(path, readOnly: false);

    /// <summary>Opens the file to read; nothing on disk changes.</summary>
    public static Database OpenToRead(string path) => new(path, readOnly: true);

    /// <summary>LiteDB's log of a database; it must never be left beside another database file.</summary>
    public static string LogOf(string path) =>
        Path.Combine(Path.GetDirectoryName(path)!, Path.GetFileNameWithoutExtension(path) + "-log" + Path.GetExtension(path));

    /// <summary>Whether this program can read it: another form, or a file that was not finished, is made anew.</summary>
    public bool IsOfThisForm => _meta.FindById(1) is { } meta && meta["schema"] == Schema;

    /// <summary>Marks a new file as one of this form.</summary>
    public void Mark() => _meta.Upsert(new BsonDocument { ["_id"] = 1, ["schema"] = Schema });

    /// <summary>Copies what is not here yet, and removes what is not stored any more. What is damaged there stays here.</summary>
    public void Bring(StoreContents stored)
    {
        foreach (var gone in Ids(_sweeps).Except(stored.Sweeps.Keys))
            Remove(gone);
        foreach (var gone in Ids(_profiles).Except(stored.ProfileIds))
            Write(() => _profiles.Delete(gone));
        foreach (var (sweep, length) in stored.Sweeps)
            Bring(sweep, length, stored.Open);
        foreach (var profile in stored.Profiles)
            Bring(profile);
    }

    /// <summary>The samples of a sweep; null for one that is damaged.</summary>
    public IEnumerable<StoredSample?> Samples(string sweep) =>
        _samples.Find(SampleDocument.InSweep(sweep)).Select(d => SampleDocument.IsWhole(d) ? SampleDocument.FromBson(d) : null);

    /// <summary>Whether all of a journal of that length was copied.</summary>
    public bool IsInStep(string sweep, long length) => _sweeps.FindById(sweep) is { } known && Last(known).End + 1 == length;

    /// <summary>Whether a profile is here as it is.</summary>
    public bool Has(TaskProfile profile) => _profiles.FindById(profile.Id) is { } known && known["sum"] == ToBson(profile)["sum"];

    /// <summary>A sweep as it was stored, or null.</summary>
    public StoredSweep? Sweep(string id) => Read<StoredSweep>(_sweeps, id);

    /// <summary>A profile as it was stored, or null.</summary>
    public TaskProfile? Profile(string id) => Read<TaskProfile>(_profiles, id);

    /// <summary>Closes the file.</summary>
    /// <exception cref="IOException">The disk did not take everything.</exception>
    public void Close()
    {
        Dispose();
        _guard.ThrowIfRefused();
    }

    /// <summary>Closes the file, whatever became of it.</summary>
    public void Dispose()
    {
        try
        {
            _lite.Dispose();
        }
        finally
        {
            CloseFiles();
        }
    }

    private void CloseFiles()
    {
        var isLogEmpty = _streams[1].Length == 0;
        foreach (var stream in _streams)
            stream.Dispose();
        if (isLogEmpty && !_guard.WritesNothing)
            File.Delete(_log);
    }

    private static T? Read<T>(ILiteCollection<BsonDocument> collection, string id) where T : class =>
        collection.FindById(id) is { } document && SampleDocument.IsWhole(document)
            ? JsonSerializer.Deserialize<T>(document["json"].AsString, JsonFormats.Journal)
            : null;

    private static List<string> Ids(ILiteCollection<BsonDocument> collection) => [.. collection.FindAll().Select(d => d["_id"].AsString)];

    private void Bring(string id, long length, Func<string, SweepJournal> open)
    {
        if (IsInStep(id, length))
            return;

        var journal = open(id);
        if (journal.Sweep is not { } sweep)
            return;

        var known = _sweeps.FindById(id);
        var last = known is null ? default : Last(known);
        // A journal that begins otherwise is of a sweep that was deleted and begun again.
        if (known is not null && known["begun"].AsString != Begun(sweep))
            Remove(id);
        var changed = journal.ChangedSince(journal.Has(last) ? last.End : 0).ToList();
        foreach (var samples in changed.Chunk(SamplesPerTransaction))
            Write(() => _samples.Upsert(samples.Select(s => SampleDocument.ToBson(id, journal.Find(s)!))));
        var size = journal.Size;
        Write(() => _sweeps.Upsert(SampleDocument.Sealed(new BsonDocument
        {
            ["_id"] = id,
            ["model"] = Short($"{sweep.Facts.ModelName} ({sweep.Facts.Quantization})"),
            ["data"] = Short(sweep.Facts.DataSetName),
            ["begun"] = Begun(sweep),
            ["tasks"] = size.Tasks,
            ["samples"] = size.Samples,
            ["passes"] = size.Passes,
            ["journal"] = new BsonDocument
            {
                ["line"] = journal.Last.Line,
                ["start"] = journal.Last.Start,
                ["length"] = journal.Last.Length,
                ["sum"] = unchecked((long)journal.Last.Sum),
            },
            ["json"] = JsonSerializer.Serialize(sweep, JsonFormats.Journal),
        })));
    }

    private void Bring(TaskProfile profile)
    {
        if (!Has(profile))
            Write(() => _profiles.Upsert(ToBson(profile)));
    }

    private static BsonDocument ToBson(TaskProfile profile) => SampleDocument.Sealed(new BsonDocument
    {
        ["_id"] = profile.Id,
        ["task"] = Short(profile.Task),
        ["bypass"] = profile.Choice,
        ["protocol"] = Short(profile.Protocol),
        ["model"] = Short($"{profile.Model.Name} ({profile.Model.Quantization})"),
        ["data"] = Short(profile.DataSetName),
        ["json"] = JsonSerializer.Serialize(profile, JsonFormats.Journal),
    });

    // LiteDB takes no document of 16 MiB; the whole text is in the JSON.
    private static string Short(string text) => text[..Math.Min(LongestText, text.Length)];

    private static string Begun(StoredSweep sweep) => sweep.Facts.Created.ToString("O", CultureInfo.InvariantCulture);

    private static LinePlace Last(BsonDocument sweep)
    {
        var at = sweep["journal"].AsDocument;
        return new LinePlace(at["line"].AsInt32, at["start"].AsInt64, at["length"].AsInt32, unchecked((ulong)at["sum"].AsInt64));
    }

    private void Remove(string sweep) => Write(() =>
    {
        _samples.DeleteMany(SampleDocument.InSweep(sweep));
        _sweeps.Delete(sweep);
    });

    private void Write(Action change)
    {
        _lite.BeginTrans();
        try
        {
            change();
            _lite.Commit();
        }
        catch
        {
            _lite.Rollback();
            throw;
        }

        _guard.ThrowIfRefused();
    }
}

/// <summary>What a copy must hold.</summary>
/// <param name="Sweeps">The sweeps that have a file, and how long their journals are.</param>
/// <param name="Open">Opens a sweep.</param>
/// <param name="ProfileIds">The profiles that have a file.</param>
/// <param name="Profiles">Those that can be read.</param>
internal sealed record StoreContents(
    IReadOnlyDictionary<string, long> Sweeps, Func<string, SweepJournal> Open, IReadOnlyList<string> ProfileIds, IReadOnlyList<TaskProfile> Profiles);
