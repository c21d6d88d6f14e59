namespace TaLo.Storage;

/// <summary>
/// Writes an intake: everything goes into a file beside it that takes its place when the disk has all of it. What a kill
/// or an exception leaves before that means nothing.
/// </summary>
internal sealed class IntakeWriter(StoreFolder files) : IDisposable
{
    private readonly string _path = files.Intake + StoreFolder.Unfinished;
    private Journal? _journal;

    /// <summary>Adds an entry.</summary>
    /// <exception cref="StoreException">It could not be written.</exception>
    public void Write(JournalEntry entry)
    {
        _journal ??= Journal.OpenToWrite(_path);
        _journal.Append(entry, flush: false);
    }

    /// <summary>Makes it the store's intake, unless nothing was added.</summary>
    /// <exception cref="StoreException">It could not be written.</exception>
    public void Commit()
    {
        if (_journal is null)
            return;
        _journal.Flush();
        _journal.Dispose();
        _journal = null;
        File.Move(_path, files.Intake);
    }

    public void Dispose()
    {
        if (_journal is null)
            return;
        _journal.Dispose();
        File.Delete(_path);
    }
}
