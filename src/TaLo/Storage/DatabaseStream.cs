namespace TaLo.Storage;

/// <summary>
/// A file as LiteDB writes it. LiteDB waits for ever where its background writer meets a full disk. So what the system
/// refuses is noted and not told to it, and from then on nothing is written any more: neither here nor in the file's log or
/// data, which is as if the process had been killed at that moment, and that LiteDB bears.
/// </summary>
internal sealed class DatabaseStream : Stream
{
    private readonly FileStream? _file;
    private readonly WriteGuard _guard;
    private long _position;
    private long _length;

    /// <summary>Opens a file, or makes it where there is none.</summary>
    /// <param name="path">The file.</param>
    /// <param name="guard">Shared with the database's other file.</param>
    public DatabaseStream(string path, WriteGuard guard)
    {
        _guard = guard;
        if (!guard.WritesNothing)
            _file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, 0);
        else if (File.Exists(path))
            _file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 0);
        _length = _file?.Length ?? 0;
    }

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => true;

    /// <inheritdoc/>
    public override bool CanWrite => true;

    /// <inheritdoc/>
    public override long Length => _length;

    /// <inheritdoc/>
    public override long Position
    {
        get => _position;
        set => _position = value;
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count)
    {
        var read = _file is null ? 0 : RandomAccess.Read(_file.SafeFileHandle, buffer.AsSpan(offset, count), _position);
        _position += read;
        return read;
    }

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count)
    {
        var at = _position;
        _guard.Try(() => RandomAccess.Write(_file!.SafeFileHandle, buffer.AsSpan(offset, count), at));
        _position += count;
        _length = Math.Max(_length, _position);
    }

    /// <inheritdoc/>
    public override void SetLength(long value)
    {
        _guard.Try(() => _file!.SetLength(value));
        _length = value;
    }

    /// <inheritdoc/>
    public override void Flush() => _guard.Try(() => _file!.Flush(flushToDisk: true));

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => _position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => _position + offset,
        _ => _length + offset,
    };

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _file?.Dispose();
        base.Dispose(disposing);
    }
}

/// <summary>What the system refused a database's files; nothing is written after that.</summary>
/// <param name="writesNothing">Whether nothing is to be written from the beginning.</param>
internal sealed class WriteGuard(bool writesNothing)
{
    private IOException? _refusal;

    /// <summary>Whether the files are only read.</summary>
    public bool WritesNothing => writesNothing;

    /// <summary>Writes, unless something was refused already.</summary>
    public void Try(Action write)
    {
        if (writesNothing || _refusal is not null)
            return;
        try
        {
            write();
        }
        catch (IOException e)
        {
            _refusal = e;
        }
    }

    /// <summary>Says what was refused.</summary>
    /// <exception cref="IOException">Something was.</exception>
    public void ThrowIfRefused()
    {
        if (_refusal is not null)
            throw new IOException(_refusal.Message, _refusal);
    }
}
