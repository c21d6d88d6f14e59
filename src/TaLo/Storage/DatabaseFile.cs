namespace TaLo.Storage;

/// <summary>Opens a store's database, brings it up to its journal, and makes it anew where it cannot be trusted.</summary>
internal sealed class DatabaseFile(StoreFolder folder, Journal journal, Action<string> message)
{
    /// <summary>The database, with all of the journal applied.</summary>
    /// <exception cref="StoreException">The journal contradicts itself.</exception>
    public Database Open()
    {
        // A log without its database would be replayed into the new one.
        if (!File.Exists(folder.Database) && File.Exists(folder.DatabaseLog))
            SetAside(folder.DatabaseLog);

        Database? database = null;
        string reason;
        try
        {
            database = Database.OpenFile(folder.Database);
            reason = database.Check() ?? (journal.Has(database.Applied) ? "" : "it belongs to another journal");
            if (reason.Length == 0)
            {
                CatchUp(database, journal);
                return database;
            }
        }
        catch (StoreException)
        {
            Close(database);
            throw;
        }
        catch (Exception e)
        {
            reason = $"it cannot be read ({OneLine(e)})";
        }

        return Rebuild(database, reason);
    }

    /// <summary>Sets the database aside and makes another from the journal.</summary>
    /// <param name="broken">The open database, or null where it did not open.</param>
    /// <param name="reason">What was wrong with it, for the message.</param>
    public Database Rebuild(Database? broken, string reason)
    {
        Close(broken);
        var aside = SetAside(folder.Database);
        SetAside(folder.DatabaseLog);
        message($"{folder.Database}: {reason}: moved to {Path.GetFileName(aside)} and made anew from journal.jsonl");
        var database = Database.OpenFile(folder.Database);
        try
        {
            CatchUp(database, journal);
            return database;
        }
        catch
        {
            Close(database);
            throw;
        }
    }

    /// <summary>Applies what the journal has and the database has not.</summary>
    public static void CatchUp(Database database, Journal journal)
    {
        foreach (var (entry, after) in journal.EntriesAfter(database.Applied))
        {
            try
            {
                database.Apply(entry, after);
            }
            catch (StoreException e)
            {
                throw new StoreException(
                    $"{journal.FilePath} contradicts itself in the line that ends at byte {after.Bytes}: {e.Message}", e);
            }
        }

        database.Flush();
    }

    /// <summary>An exception in one line, for messages about what LiteDB or the system threw.</summary>
    public static string OneLine(Exception e) => $"{e.GetType().Name}: {e.Message.ReplaceLineEndings(" ")}";

    private static void Close(Database? broken)
    {
        try
        {
            broken?.Dispose();
        }
        catch (Exception)
        {
            // A damaged file may fail to close as it failed to open; it is moved away all the same.
        }
    }

    private static string SetAside(string path)
    {
        var aside = StoreFolder.Aside(path, "broken");
        if (File.Exists(path))
            File.Move(path, aside);
        return aside;
    }
}
