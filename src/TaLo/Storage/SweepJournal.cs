using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text.Json;
using TaLo.Models;
using TaLo.Sweeps;

namespace TaLo.Storage;

/// <summary>
/// One sweep's journal, and what of the sweep is still in the intake. It is read once, when it is opened: every line is
/// checked, and what is kept is where each sample stands. Passes are read when they are asked for.
/// </summary>
internal sealed class SweepJournal : IDisposable
{
    private readonly StoreFolder _files;
    private readonly string _id;
    private readonly bool _keeps;
    private readonly SweepSeal? _seal;
    private readonly Dictionary<SampleKey, SamplePlaces> _samples = [];
    private readonly Dictionary<string, string> _tasks = [];
    private readonly List<StoreDamage> _damages = [];
    private readonly IncrementalHash _digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private Journal? _journal;
    private bool _isAsSealed;
    private long _passes;

    private SweepJournal(StoreFolder files, string id, bool keeps)
    {
        (_files, _id, _keeps) = (files, id, keeps);
        _seal = SweepSeal.Read(files, id, out _);
        Sweep = _seal?.Sweep;
    }

    /// <summary>The sweep, or null where nothing says any more what it is.</summary>
    public StoredSweep? Sweep { get; private set; }

    /// <summary>What of it cannot be used.</summary>
    public IReadOnlyList<StoreDamage> Damages => _damages;

    /// <summary>How much of it can.</summary>
    public SweepSize Size => new(_tasks.Count, _samples.Count, _passes);

    /// <summary>The last whole line; default where there is none.</summary>
    public LinePlace Last { get; private set; }

    /// <summary>The length of its journal.</summary>
    public long Length => _journal?.End ?? 0;

    /// <summary>Whether the sweep's seal is older than its journal.</summary>
    public bool IsUnsealed { get; private set; }

    /// <summary>The samples that there are passes over, in order.</summary>
    public IEnumerable<SampleKey> Keys => _samples.Keys.Order();

    /// <summary>Opens a sweep to read; one that the store does not have is empty.</summary>
    /// <param name="files">The store.</param>
    /// <param name="id">The sweep's id.</param>
    /// <param name="intake">The store's intake, or null.</param>
    /// <param name="keeps">Whether the samples are kept in memory, for who wants all of them: they are read once, then.</param>
    public static SweepJournal OpenToRead(StoreFolder files, string id, Intake? intake, bool keeps)
    {
        var sweep = new SweepJournal(files, id, keeps);
        try
        {
            sweep.TakeFrom(intake);
            if (files.HasJournal(id))
                sweep.TakeAll(Journal.OpenToRead(files.Journal(id)));
            sweep.CompareWithSeal();
            return sweep;
        }
        catch
        {
            sweep.Dispose();
            throw;
        }
    }

    /// <summary>Opens a sweep to read and write. What a broken-off write left is set aside, with a message.</summary>
    public static SweepJournal OpenToWrite(StoreFolder files, string id, Action<string> message)
    {
        var sweep = new SweepJournal(files, id, keeps: false);
        try
        {
            if (files.HasJournal(id))
            {
                sweep.TakeAll(Journal.OpenToWrite(files.Journal(id)));
                sweep._journal!.FinishLastLine(message);
            }

            sweep.CompareWithSeal();
            return sweep;
        }
        catch
        {
            sweep.Dispose();
            throw;
        }
    }

    /// <summary>The sweep that a journal begins with; null where there is none.</summary>
    public static StoredSweep? ReadHead(StoreFolder files, string id)
    {
        if (!files.HasJournal(id))
            return null;
        using var journal = Journal.OpenToRead(files.Journal(id));
        foreach (var record in journal.Read().Where(r => r.IsWhole))
        {
            try
            {
                if (record.Entry().Added is { } sweep && EntryRules.Problem(id, sweep) is null)
                    return sweep;
            }
            catch (JsonException)
            {
                // Named when the sweep is opened.
            }
        }

        return null;
    }

    /// <summary>The passes over one sample, or null.</summary>
    /// <exception cref="StoreException">They are not there any more: the file was changed meanwhile.</exception>
    public StoredSample? Find(SampleKey key) => _samples.TryGetValue(key, out var sample) ? sample.Read() : null;

    /// <summary>The number of the line that has passes over a sample that do not agree with others, and its file.</summary>
    public (string File, int Line)? Disagreeing(StoredSample with)
    {
        if (!_samples.TryGetValue(new SampleKey(with.Task, with.Index), out var sample))
            return null;
        return sample.Lines.Where(l => !SamplePlaces.Read(l).Agrees(with)).Select(l => ((string, int)?)(l.Journal.FilePath, l.Place.Line)).FirstOrDefault();
    }

    /// <summary>The samples that a line at or behind a position has passes over.</summary>
    public IEnumerable<SampleKey> ChangedSince(long position) =>
        _samples.Where(s => s.Value.Lines[^1].Place.Start >= position).Select(s => s.Key);

    /// <summary>Whether that line stands there.</summary>
    public bool Has(LinePlace place) => place.Length > 0 && place.End <= Last.End && _journal?.At(place) is not null;

    /// <summary>Makes the sweep's journal, with the sweep as its first line.</summary>
    public void Add(StoredSweep sweep, bool flush = true)
    {
        Directory.CreateDirectory(_files.Sweeps);
        _journal ??= Journal.OpenToWrite(_files.Journal(_id));
        Append(new JournalEntry(_id, Added: sweep), flush);
        Sweep = sweep;
    }

    /// <summary>Adds passes over one sample; none of them is there yet, but the sweep is.</summary>
    public void Add(StoredSample passes, bool flush = true)
    {
        // Its seal knows the sweep, and its journal is gone.
        if (_journal is null)
            Add(Sweep!, flush: false);
        var place = Append(new JournalEntry(_id, Sample: passes), flush);
        Index(passes, _journal!, place);
    }

    /// <summary>Waits until the disk has everything.</summary>
    public void Flush() => _journal?.Flush();

    /// <summary>Notes what the journal holds now.</summary>
    public void Seal()
    {
        if (_journal is null || Sweep is null)
            return;
        new SweepSeal(Sweep, new JournalTotals(_journal.End, Digest(), Size)).Write(_files);
        IsUnsealed = false;
    }

    public void Dispose()
    {
        _journal?.Dispose();
        _digest.Dispose();
    }

    private LinePlace Append(JournalEntry entry, bool flush)
    {
        var place = _journal!.Append(entry, flush);
        Count(place);
        IsUnsealed = true;
        return place;
    }

    private void TakeFrom(Intake? intake)
    {
        if (intake is null)
            return;
        Sweep ??= intake.Sweeps.GetValueOrDefault(_id);
        foreach (var place in intake.Samples.GetValueOrDefault(_id) ?? [])
            Take(intake.Journal, place, () => intake.Journal.At(place) ?? throw new JsonException("it was changed"));
    }

    private void TakeAll(Journal journal)
    {
        _journal = journal;
        foreach (var record in journal.Read())
        {
            if (record.IsWhole)
            {
                Take(journal, record.Place, record.Entry);
                Count(record.Place);
            }
            else if (!record.IsTorn)
            {
                StoreDamage.AddLine(_damages, journal.FilePath, record);
            }

            if (record.Place.End + 1 == _seal?.Holds.Bytes)
                _isAsSealed = Digest() == _seal.Holds.Digest;
        }
    }

    private void Take(Journal journal, LinePlace place, Func<JournalEntry> read)
    {
        try
        {
            var entry = read();
            if (Problem(entry) is { } problem)
                _damages.Add(new StoreDamage(journal.FilePath, place.Line, problem, entry.Sample?.Task, entry.Sample?.Index));
            else if (entry.Sample is { } passes)
                Index(passes, journal, place);
            else
                Sweep ??= entry.Added;
        }
        catch (JsonException e)
        {
            _damages.Add(new StoreDamage(journal.FilePath, place.Line, $"not understood: {e.Message.ReplaceLineEndings(" ")}"));
        }
    }

    private string? Problem(JournalEntry entry) =>
        entry.Sweep != _id ? "of another sweep"
        : entry.Added is { } sweep ? EntryRules.Problem(_id, sweep)
        : entry.Sample is { } passes ? EntryRules.Problem(passes, Sweep?.Facts.Layers ?? new LayerCounts(ModelFacts.MostLayers, null))
        : "no sample";

    private void Index(StoredSample passes, Journal journal, LinePlace place)
    {
        var key = new SampleKey(_tasks.GetValueOrDefault(passes.Task) ?? passes.Task, passes.Index);
        if (!_samples.TryGetValue(key, out var sample))
        {
            _tasks.TryAdd(key.Task, key.Task);
            _samples.Add(key, new SamplePlaces([(journal, place)], _keeps ? passes : null));
            _passes += passes.Passes.Count;
            return;
        }

        var before = sample.Read();
        if (!before.Agrees(passes))
        {
            _damages.Add(new StoreDamage(journal.FilePath, place.Line, "contradicts a line before it", passes.Task, passes.Index));
            return;
        }

        var all = before.With(passes);
        sample.Lines.Add((journal, place));
        _samples[key] = sample with { Kept = _keeps ? all : null };
        _passes += all.Passes.Count - before.Passes.Count;
    }

    // Lines that are damaged are known as such; what a seal finds besides is lines that are not there.
    private void CompareWithSeal()
    {
        IsUnsealed = _journal is not null && (_seal is null || (_isAsSealed && _journal.End != _seal.Holds.Bytes));
        if (_seal is not { Holds: var holds } || _isAsSealed)
            return;
        var lost = Math.Max(0, holds.Size.Samples - _samples.Count);
        if (_journal is null || _journal.End < holds.Bytes || _damages.Count == 0)
            _damages.Add(new StoreDamage(
                _files.Journal(_id), 0, $"{(_journal is null ? "gone" : "not what it was")}: {lost} of its {holds.Size.Samples} samples are missing"));
    }

    private void Count(LinePlace place)
    {
        Span<byte> sum = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64BigEndian(sum, place.Sum);
        _digest.AppendData(sum);
        Last = place;
    }

    private string Digest() => Convert.ToHexStringLower(_digest.GetCurrentHash());

    /// <summary>Where a sample's passes stand, and maybe they themselves.</summary>
    private readonly record struct SamplePlaces(List<(Journal Journal, LinePlace Place)> Lines, StoredSample? Kept)
    {
        public StoredSample Read() => Kept ?? Lines.Select(Read).Aggregate((all, more) => all.With(more));

        public static StoredSample Read((Journal Journal, LinePlace Place) line) => line.Journal.At(line.Place)?.Sample
            ?? throw new StoreException($"{line.Journal.FilePath}, line {line.Place.Line}: changed while it was read: try again");
    }
}
