namespace TaLo.Storage;

/// <summary>The file of the copy in LiteDB: made where it is missing, made anew where it is damaged, left as it is where the disk refuses.</summary>
internal sealed class DatabaseFile(StoreFolder files, Action<string> message)
{
    private string Unfinished => Path.Combine(files.Path, "talo-unfinished.db");

    /// <summary>Brings the copy up to what is stored. It is only a copy: whatever goes wrong is said and costs nothing else.</summary>
    /// <param name="stored">What is stored.</param>
    /// <param name="damage">What is known to be wrong with the copy, or null.</param>
    public void Update(StoreContents stored, string? damage = null)
    {
        try
        {
            if (!File.Exists(files.Database))
                MakeAnew(stored, null);
            else if (damage is not null || !TryBring(stored, out damage))
                MakeAnew(stored, damage);
        }
        catch (Exception e)
        {
            Remove(Unfinished);
            message($"{files.Database}: could not be brought up to date ({e.OneLine()}): it is a copy, no result is lost");
        }
    }

    /// <summary>Writes what is stored and not yet in the file.</summary>
    /// <param name="stored">What is stored.</param>
    /// <param name="damage">What is wrong with the file; null where nothing is, also for an earlier version's, which cannot be brought up to date.</param>
    private bool TryBring(StoreContents stored, out string? damage)
    {
        damage = null;
        try
        {
            using var database = Database.Open(files.Database);
            if (!database.IsOfThisForm)
                return false;
            database.Bring(stored);
            database.Close();
            return true;
        }
        catch (Exception e) when (!IsRefusedBySystem(e))
        {
            damage = e.OneLine();
            return false;
        }
    }

    // LiteDB throws nearly anything at damage, often long after opening. What the system refuses, or a journal, is something else.
    private static bool IsRefusedBySystem(Exception e) =>
        e is StoreException or UnauthorizedAccessException or (IOException and not EndOfStreamException)
        || (e.InnerException is { } inner && IsRefusedBySystem(inner));

    private void MakeAnew(StoreContents stored, string? damage)
    {
        Remove(Unfinished);
        using (var database = Database.Open(Unfinished))
        {
            database.Bring(stored);
            database.Mark();
            database.Close();
        }

        if (damage is not null)
        {
            var aside = StoreFolder.Aside(files.Database, "broken");
            File.Move(files.Database, aside);
            message($"{files.Database}: damaged ({damage}): moved to {Path.GetFileName(aside)} and made anew from the journals");
        }

        // A log that stands alone would be replayed into the new file.
        Remove(files.Database);
        File.Move(Unfinished, files.Database);
    }

    private static void Remove(string database)
    {
        File.Delete(database);
        File.Delete(Database.LogOf(database));
    }
}
