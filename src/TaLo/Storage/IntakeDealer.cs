using System.Text.Json;

namespace TaLo.Storage;

/// <summary>
/// Deals an intake out to the journals of its sweeps and the files of its profiles. Interrupted, it is done again from the
/// beginning and comes to the same: passes that are there already are left as they are.
/// </summary>
internal sealed class IntakeDealer
{
    private readonly Intake _intake;
    private readonly ResultStore _store;
    private readonly List<StoreDamage> _refused;

    private IntakeDealer(Intake intake, ResultStore store) => (_intake, _store, _refused) = (intake, store, [.. intake.Damages]);

    /// <summary>Deals out, and removes the intake; where something of it cannot be taken, the file is kept under another name.</summary>
    public static void Deal(Intake intake, ResultStore store, Action<string> message)
    {
        var dealer = new IntakeDealer(intake, store);
        foreach (var sweep in intake.Sweeps.Keys.Union(intake.Samples.Keys))
            dealer.Deal(sweep);
        store.TakeProfiles(intake.Profiles.Values, out _);

        var path = intake.Journal.FilePath;
        if (dealer._refused.Count == 0)
        {
            File.Delete(path);
            return;
        }

        var aside = StoreFolder.Aside(path, "left");
        File.Move(path, aside);
        message($"{StoreDamage.Listed(dealer._refused)}: the rest was taken, and the file is kept as {Path.GetFileName(aside)}");
    }

    private void Deal(string id)
    {
        var places = _intake.Samples.GetValueOrDefault(id) ?? [];
        if (!EntryRules.IsSweepId(id))
        {
            _refused.AddRange(places.Select(p => Damage(p, "of no sweep")));
            return;
        }

        var journal = _store.Open(id);
        if (journal.Sweep is null && _intake.Sweeps.TryGetValue(id, out var sweep))
            journal.Add(sweep, flush: false);
        foreach (var place in places)
        {
            if (WhyNot(place, journal) is { } damage)
                _refused.Add(damage);
        }

        journal.Flush();
    }

    private StoreDamage? WhyNot(LinePlace place, SweepJournal journal)
    {
        StoredSample? sample;
        try
        {
            sample = _intake.Journal.At(place)?.Sample;
        }
        catch (JsonException e)
        {
            return Damage(place, $"not understood: {e.Message.ReplaceLineEndings(" ")}");
        }

        if (sample is null || journal.Sweep is null)
            return Damage(place, "of no sweep");
        if (EntryRules.Problem(sample, journal.Sweep.Facts.Layers) is { } problem)
            return Damage(place, problem, sample);
        if (journal.Find(sample.Key) is not { } present)
            journal.Add(sample, flush: false);
        else if (!present.Agrees(sample))
            return Damage(place, "contradicts what is stored", sample);
        else if (present.Added(sample) is { } added)
            journal.Add(added, flush: false);
        return null;
    }

    private StoreDamage Damage(LinePlace place, string reason, StoredSample? sample = null) =>
        new(_intake.Journal.FilePath, place.Line, reason, sample?.Task, sample?.Index);
}
