using System.Text.Json;

namespace TaLo.Storage;

/// <summary>
/// The append-only record of everything that was ever stored. A line that <see cref="Append"/> returned from is on
/// the disk; what LiteDB knows is derived from here and can always be derived again.
/// </summary>
internal sealed class Journal : IDisposable
{
    private readonly string _path;
    private FileStream? _file;
    private readonly HashSet<JournalPosition> _positions = [JournalPosition.Start];
    private bool _isBroken;

    private Journal(string path, FileStream? file) => (_path, _file) = (path, file);

    /// <summary>The file.</summary>
    public string FilePath => _path;

    /// <summary>The end of the last line.</summary>
    public JournalPosition End { get; private set; } = JournalPosition.Start;

    /// <summary>Opens a journal for appending, and makes it where there is none. A torn last line is set aside.</summary>
    /// <exception cref="StoreException">A line other than the last is damaged; nothing was changed.</exception>
    public static Journal Open(string path, Action<string> message)
    {
        File.Delete(CopyOf(path));
        var file = OpenToWrite(path);
        try
        {
            var journal = new Journal(path, file);
            journal.Scan(file);
            journal.CutTornLine(message);
            return journal;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Opens a journal that another process may be writing, up to its last whole line; changes nothing.</summary>
    /// <exception cref="StoreException">A line other than the last is damaged.</exception>
    public static Journal OpenReadOnly(string path)
    {
        var journal = new Journal(path, null);
        if (File.Exists(path))
        {
            using var file = OpenToRead(path);
            journal.Scan(file);
        }

        return journal;
    }

    /// <summary>Whether a line of this journal ends there with that checksum.</summary>
    public bool Has(JournalPosition position) => _positions.Contains(position);

    /// <summary>The entries from a position on, each with the position after it.</summary>
    /// <exception cref="StoreException">An entry is none that this TaLo knows.</exception>
    public IEnumerable<(JournalEntry Entry, JournalPosition After)> EntriesAfter(JournalPosition from)
    {
        if (from.Bytes >= End.Bytes)
            yield break;

        using var file = OpenToRead(_path);
        foreach (var line in RawLine.Read(file, from.Bytes).TakeWhile(l => l.End <= End.Bytes))
            yield return Decode(line);
    }

    /// <summary>Writes one entry and waits until the disk has it.</summary>
    /// <returns>The position after it.</returns>
    /// <exception cref="StoreException">It could not be written: the entry is not stored.</exception>
    public JournalPosition Append(JournalEntry entry)
    {
        if (_file is null || _isBroken)
            throw new StoreException($"{_path}: not open for writing: nothing was stored");

        var line = JournalLine.Encode(entry, out var sum);
        try
        {
            _file.Position = End.Bytes;
            _file.Write(line);
            _file.Flush(flushToDisk: true);
        }
        catch (IOException e)
        {
            // Nobody knows how much of the line is there; the next opening cuts it if it is torn.
            _isBroken = true;
            throw new StoreException($"{_path}: cannot be written: {e.Message}: the last sample was not stored", e);
        }

        return Add(new JournalPosition(End.Bytes + line.Length, sum));
    }

    /// <summary>
    /// Writes many entries at once, all or none: into a copy beside the journal that takes its place when the disk has
    /// all of it. A copy left by a process that was killed means nothing and goes with the next opening.
    /// </summary>
    /// <exception cref="StoreException">They could not be written: none is stored.</exception>
    public void AppendAll(IReadOnlyList<JournalEntry> entries)
    {
        if (_file is null || _isBroken)
            throw new StoreException($"{_path}: not open for writing: nothing was stored");

        var copy = CopyOf(_path);
        var added = new List<JournalPosition>();
        try
        {
            Write(copy, entries, added);
            _file.Dispose();
            File.Move(copy, _path, overwrite: true);
            _file = OpenToWrite(_path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _isBroken = true;
            File.Delete(copy);
            throw new StoreException($"{copy}: cannot be written: {e.Message}: nothing was stored", e);
        }

        foreach (var position in added)
            Add(position);
    }

    /// <summary>The number of the last line with such an entry, 1-based; 0 where there is none.</summary>
    public int LastLine(Predicate<JournalEntry> wanted) =>
        EntriesAfter(JournalPosition.Start).Index().LastOrDefault(e => wanted(e.Item.Entry), (-1, default)).Index + 1;

    public void Dispose() => _file?.Dispose();

    private static string CopyOf(string path) => path + ".new";

    private static FileStream OpenToWrite(string path) =>
        new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite, 0);

    private static FileStream OpenToRead(string path) =>
        new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 0);

    private void Write(string copy, IEnumerable<JournalEntry> entries, List<JournalPosition> added)
    {
        using var file = new FileStream(copy, FileMode.Create, FileAccess.Write, FileShare.Read, 1 << 20);
        using (var source = OpenToRead(_path))
            source.CopyTo(file);
        foreach (var entry in entries)
        {
            file.Write(JournalLine.Encode(entry, out var sum));
            added.Add(new JournalPosition(file.Position, sum));
        }

        file.Flush(flushToDisk: true);
    }

    private void Scan(FileStream file)
    {
        RawLine? damaged = null;
        foreach (var line in RawLine.Read(file, 0))
        {
            if (damaged is { } before)
                throw Damaged(before.Number);
            if (line.HasNewline && JournalLine.IsForeign(line.Bytes.Span))
                throw new StoreException(
                    $"{_path}, line {line.Number}: written by another version of TaLo: use that one, or another folder");
            if (line.HasNewline && JournalLine.IsWhole(line.Bytes.Span, out var sum))
                Add(new JournalPosition(line.End, sum));
            else
                damaged = line;
        }
    }

    private void CutTornLine(Action<string> message)
    {
        var length = _file!.Length - End.Bytes;
        if (length == 0)
            return;

        var aside = StoreFolder.Aside(_path, "torn");
        _file.Position = End.Bytes;
        using (var copy = new FileStream(aside, FileMode.CreateNew))
        {
            _file.CopyTo(copy);
            copy.Flush(flushToDisk: true);
        }

        _file.SetLength(End.Bytes);
        _file.Flush(flushToDisk: true);
        message(
            $"{_path}: the last line was torn: its {length} bytes were moved to {Path.GetFileName(aside)}; its sample " +
            "is to be swept again");
    }

    private JournalPosition Add(JournalPosition position)
    {
        _positions.Add(position);
        return End = position;
    }

    private (JournalEntry Entry, JournalPosition After) Decode(RawLine line)
    {
        JournalLine.IsWhole(line.Bytes.Span, out var sum);
        try
        {
            return (JournalLine.Decode(line.Bytes.Span), new JournalPosition(line.End, sum));
        }
        catch (JsonException e)
        {
            throw new StoreException(
                $"{_path}, byte {line.Start}: the line is whole but not understood: {e.Message}", e);
        }
    }

    private StoreException Damaged(int line) => new(
        $"{_path}, line {line}: damaged; nothing was changed. Restore the file from a copy, or delete that line: " +
        "only its sample has to be swept again");
}
