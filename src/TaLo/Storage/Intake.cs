using System.Text;
using System.Text.Json;
using TaLo.Profiles;

using TaLo.Sweeps;

namespace TaLo.Storage;

/// <summary>
/// A journal of many sweeps: what a merge brought in one piece, or what earlier versions wrote. The next writer deals it
/// out to the sweeps' own journals; until then it is read beside them.
/// </summary>
internal sealed class Intake : IDisposable
{
    private readonly Journal _journal;
    private readonly Dictionary<string, StoredSweep> _sweeps = [];
    private readonly Dictionary<string, TaskProfile> _profiles = [];
    private readonly Dictionary<string, List<LinePlace>> _samples = [];
    private readonly List<StoreDamage> _damages = [];

    private Intake(string path)
    {
        _journal = Journal.OpenToRead(path);
        foreach (var record in _journal.Read())
            Take(record);
    }

    /// <summary>The file.</summary>
    public Journal Journal => _journal;

    /// <summary>Its sweeps, by id, without those that it says were deleted.</summary>
    public IReadOnlyDictionary<string, StoredSweep> Sweeps => _sweeps;

    /// <summary>Its profiles, by id, as they were last.</summary>
    public IReadOnlyDictionary<string, TaskProfile> Profiles => _profiles;

    /// <summary>Where it has samples, by sweep.</summary>
    public IReadOnlyDictionary<string, List<LinePlace>> Samples => _samples;

    /// <summary>What of it cannot be used.</summary>
    public IReadOnlyList<StoreDamage> Damages => _damages;

    /// <summary>Opens a store's intake; null where there is none.</summary>
    /// <exception cref="StoreException">Another version of TaLo wrote it.</exception>
    public static Intake? Open(StoreFolder files) =>
        Directory.Exists(files.Intake) || (File.Exists(files.Intake) && !SpecialFile.MayBe(files.Intake)) ? new Intake(files.Intake) : null;

    public void Dispose() => _journal.Dispose();

    private void Take(JournalRecord record)
    {
        if (!record.IsWhole)
        {
            if (!record.IsTorn)
                StoreDamage.AddLine(_damages, _journal.FilePath, record);
            return;
        }

        if (SweepOfSample(JournalLine.EntryOf(record.Bytes).Span) is { } sweep)
        {
            AddSample(sweep, record.Place);
            return;
        }

        try
        {
            Take(record.Entry(), record.Place);
        }
        catch (JsonException e)
        {
            _damages.Add(new StoreDamage(_journal.FilePath, record.Place.Line, $"not understood: {e.Message.ReplaceLineEndings(" ")}"));
        }
    }

    private void Take(JournalEntry entry, LinePlace place)
    {
        if (entry.Sample is not null)
            AddSample(entry.Sweep, place);
        if (entry.Added is { } sweep)
        {
            if (EntryRules.Problem(entry.Sweep, sweep) is { } problem)
                _damages.Add(new StoreDamage(_journal.FilePath, place.Line, problem));
            else
                _sweeps.TryAdd(sweep.Id, sweep);
        }

        if (entry.Deleted == true)
        {
            _sweeps.Remove(entry.Sweep);
            _samples.Remove(entry.Sweep);
        }

        if (entry.Profile is { } profile)
        {
            if (ProfileRules.Problem(profile) is { } problem)
                _damages.Add(new StoreDamage(_journal.FilePath, place.Line, problem));
            else
                _profiles[profile.Id] = profile;
        }

        if (entry.DeletedProfile is { } id)
            _profiles.Remove(id);
    }

    private void AddSample(string sweep, LinePlace place)
    {
        if (!_samples.TryGetValue(sweep, out var places))
            _samples.Add(sweep, places = []);
        places.Add(place);
    }

    // Nearly all lines are samples, and which sweep they are of stands in front: no need to understand the rest now.
    private static string? SweepOfSample(ReadOnlySpan<byte> json)
    {
        if (!json.StartsWith("{\"sweep\":\""u8))
            return null;
        var rest = json["{\"sweep\":\""u8.Length..];
        var end = rest.IndexOf((byte)'"');
        if (end != 64)
            return null;
        var after = rest[(end + 1)..];
        return after.StartsWith(",\"sample\":{"u8) || after.StartsWith(",\"added\":null,\"sample\":{"u8)
            ? Encoding.ASCII.GetString(rest[..end])
            : null;
    }
}
