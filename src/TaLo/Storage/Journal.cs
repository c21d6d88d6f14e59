namespace TaLo.Storage;

/// <summary>
/// An append-only file of checksummed lines. A line that <see cref="Append"/> returned from is on the disk. A damaged
/// line costs itself and nothing else: those before and after it are read.
/// </summary>
internal sealed class Journal : IDisposable
{
    private readonly FileStream _file;
    private readonly bool _writes;
    private bool _lacksNewline;
    private bool _isBroken;

    private Journal(string path, bool writes)
    {
        FilePath = path;
        _writes = writes;
        _file = new FileStream(
            path, writes ? FileMode.OpenOrCreate : FileMode.Open, writes ? FileAccess.ReadWrite : FileAccess.Read, FileShare.ReadWrite, 0);
    }

    /// <summary>The file.</summary>
    public string FilePath { get; }

    /// <summary>Where the next line will begin.</summary>
    public long End { get; private set; }

    /// <summary>How many lines there are.</summary>
    public int Lines { get; private set; }

    /// <summary>Opens a journal that another process may be writing; changes nothing.</summary>
    public static Journal OpenToRead(string path) => new(path, writes: false);

    /// <summary>Opens a journal for appending, and makes it where there is none. Before the first line is appended, <see cref="Read"/> it to its end.</summary>
    public static Journal OpenToWrite(string path) => new(path, writes: true);

    /// <summary>Everything that is there, in order.</summary>
    /// <exception cref="StoreException">Another version of TaLo wrote it.</exception>
    public IEnumerable<JournalRecord> Read()
    {
        var foreign = 0;
        foreach (var line in RawLine.Read(_file))
        {
            foreign += JournalLine.IsForeign(line.Bytes.Span) ? 1 : 0;
            // One such line among others is a damaged one.
            if (line.Number == 2 && foreign == 2)
                throw Foreign();

            (Lines, _lacksNewline) = (line.Number, !line.HasNewline);
            foreach (var record in Records(line))
            {
                if (!record.IsTorn)
                    End = line.HasNewline ? line.End : record.Place.End;
                yield return record;
            }
        }

        if (Lines == 1 && foreign == 1)
            throw Foreign();
    }

    /// <summary>The entry at a place that was read or written, or null where it is not there any more.</summary>
    public JournalEntry? At(LinePlace place)
    {
        var bytes = new byte[place.Length];
        return RandomAccess.Read(_file.SafeFileHandle, bytes, place.Start) == place.Length && JournalLine.IsWhole(bytes, out var sum) && sum == place.Sum
            ? JournalLine.Decode(bytes)
            : null;
    }

    /// <summary>Finishes the last line where a write was broken off: what is not whole of it is set aside, with a message.</summary>
    public void FinishLastLine(Action<string> message)
    {
        if (!_lacksNewline)
            return;

        if (_file.Length > End)
            message(
                $"{FilePath}: the last line was torn: its {_file.Length - End} bytes were moved to {Path.GetFileName(CutTo(End))}; its sample " +
                "is to be swept again");
        if (End > 0 && !EndsInNewline())
        {
            _file.Position = End++;
            _file.WriteByte((byte)'\n');
        }
        else
        {
            Lines--;
        }

        _file.Flush(flushToDisk: true);
        _lacksNewline = false;
    }

    /// <summary>Writes one entry.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="flush">Waits until the disk has it; otherwise <see cref="Flush"/> does.</param>
    /// <returns>Where it stands.</returns>
    /// <exception cref="StoreException">It could not be written: the entry is not stored.</exception>
    public LinePlace Append(JournalEntry entry, bool flush = true)
    {
        if (!_writes || _isBroken)
            throw new StoreException($"{FilePath}: not open for writing: nothing was stored");

        var line = JournalLine.Encode(entry);
        try
        {
            _file.Position = End;
            _file.Write(line);
            if (flush)
                _file.Flush(flushToDisk: true);
        }
        catch (IOException e)
        {
            TakeBack();
            throw new StoreException($"{FilePath}: cannot be written: {e.Message}: the last sample was not stored", e);
        }

        JournalLine.IsWhole(line.AsSpan(..^1), out var sum);
        var place = new LinePlace(++Lines, End, line.Length - 1, sum);
        End += line.Length;
        return place;
    }

    /// <summary>Waits until the disk has everything.</summary>
    /// <exception cref="StoreException">It could not be written.</exception>
    public void Flush()
    {
        try
        {
            _file.Flush(flushToDisk: true);
        }
        catch (IOException e)
        {
            _isBroken = true;
            throw new StoreException($"{FilePath}: cannot be written: {e.Message}", e);
        }
    }

    public void Dispose() => _file.Dispose();

    /// <summary>
    /// A whole line is one record. In what is not whole, whole lines are looked for all the same: a newline that was
    /// damaged joins two, and neither of them lost anything.
    /// </summary>
    private static IEnumerable<JournalRecord> Records(RawLine line)
    {
        var from = 0;
        do
        {
            var next = line.Bytes.Length > from ? line.Bytes.Span[(from + 1)..].IndexOf(JournalLine.Head) : -1;
            var to = next < 0 ? line.Bytes.Length : from + 1 + next;
            yield return Record(line, from, to);
            from = to;
        }
        while (from < line.Bytes.Length);
    }

    private static JournalRecord Record(RawLine line, int from, int to)
    {
        // Without its last byte: what was the newline.
        foreach (var end in new[] { to, to - 1 })
        {
            if (end > from && JournalLine.IsWhole(line.Bytes.Span[from..end], out var sum))
                return new JournalRecord(new LinePlace(line.Number, line.Start + from, end - from, sum), line.Bytes[from..end], true, false);
        }

        var isTorn = !line.HasNewline && to == line.Bytes.Length;
        return new JournalRecord(new LinePlace(line.Number, line.Start + from, to - from, 0), line.Bytes[from..to], false, isTorn);
    }

    private string CutTo(long length)
    {
        var aside = StoreFolder.Aside(FilePath, "torn");
        _file.Position = length;
        using (var copy = new FileStream(aside, FileMode.CreateNew))
        {
            _file.CopyTo(copy);
            copy.Flush(flushToDisk: true);
        }

        _file.SetLength(length);
        return aside;
    }

    private bool EndsInNewline()
    {
        _file.Position = End - 1;
        return _file.ReadByte() == '\n';
    }

    private void TakeBack()
    {
        // Nobody knows how much of the line is there, and whether a later write would get further.
        _isBroken = true;
        try
        {
            _file.SetLength(End);
        }
        catch (IOException)
        {
            // The next opening finds the torn line.
        }
    }

    private StoreException Foreign() =>
        new($"{FilePath}, line 1: written by another version of TaLo: use that one, or another folder");
}
