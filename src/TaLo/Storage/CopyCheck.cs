namespace TaLo.Storage;

/// <summary>Compares the copy in LiteDB with the journals, document by document.</summary>
internal sealed class CopyCheck
{
    private readonly StoreFolder _files;
    private readonly List<StoreDamage> _damages = [];
    private int _behind;
    private int _ahead;

    public CopyCheck(StoreFolder files, ResultStore store)
    {
        _files = files;
        if (!File.Exists(files.Database))
        {
            Note = store.SweepIds().Any() ? "not there: the next run that stores something makes it" : null;
            return;
        }

        try
        {
            SpecialFile.Refuse(files.Database);
            using var database = Database.OpenToRead(files.Database);
            if (!database.IsOfThisForm)
            {
                Note = "an earlier version's: the next run that stores something makes it anew";
                return;
            }

            foreach (var id in store.SweepIds())
                Compare(database, id, store.Open(id));
            _behind += store.Profiles().Count(p => !database.Has(p));
            Note = _behind > 0 ? $"{_behind} samples or profiles behind: the next run that stores something brings it up"
                : _ahead > 0 ? $"has {_ahead} samples that the journals have not (any more)"
                : null;
        }
        catch (Exception e) when (e is not StoreException)
        {
            _damages.Add(new StoreDamage(files.Database, 0, $"cannot be read ({e.OneLine()})"));
        }
    }

    /// <summary>What is damaged of it.</summary>
    public IReadOnlyList<StoreDamage> Damages => _damages;

    /// <summary>How far it is behind or ahead, or null.</summary>
    public string? Note { get; }

    private void Compare(Database database, string id, SweepJournal journal)
    {
        var (same, other, broken, ahead) = (0, 0, 0, 0);
        foreach (var copied in database.Samples(id))
        {
            if (copied is null)
                broken++;
            else if (journal.Find(copied.Key) is not { } own)
                ahead++;
            else if (own.Agrees(copied) && own.Passes.Count == copied.Passes.Count)
                same++;
            else
                other++;
        }

        _ahead += ahead;
        var missing = journal.Size.Samples - same - other - broken;
        if (!database.IsInStep(id, journal.Length))
            _behind += missing + other;
        else if (broken + other + missing > 0)
            _damages.Add(new StoreDamage(
                _files.Database, 0, $"of sweep {id[..16]} {broken + other} documents are damaged and {Math.Max(0, missing)} are missing"));
    }
}
