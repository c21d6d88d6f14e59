using System.IO.Hashing;
using System.Text;
using TaLo.Models;

namespace TaLo.Tasks.Readers;

/// <summary>
/// What one reading of a large table's rows found out, kept in the user's cache folder: the next opening reads that instead, in the
/// time that its rows take and not its bytes. It holds for the same files (path, size, time of change, what a glance at them
/// shows), read in the same way by the same build of this program; and not where rows name image files, which are looked at each
/// time. Only a convenience: what cannot be read or written, or is damaged, is as good as nothing.
/// </summary>
internal sealed class KeptCatalogue
{
    /// <summary>Smaller tables are read in a moment.</summary>
    private const long SmallestKept = 8 << 20;

    /// <summary>The oldest beyond these are deleted.</summary>
    private const int MostKept = 32;

    private const int HashBytes = 16;
    private const string Ending = ".talo-index";

    private readonly IReadOnlyList<string> _files;
    private readonly string _path;
    private readonly string _how;
    private readonly string _state;

    private KeptCatalogue(IReadOnlyList<string> files, string how, string state, string folder)
    {
        (_files, _how, _state) = (files, how, state);
        _path = Path.Combine(folder, Convert.ToHexStringLower(XxHash128.Hash(Encoding.UTF8.GetBytes($"{string.Join('\n', files)}\n{how}"))) + Ending);
    }

    /// <summary>The place for some files' catalogue; null where it is not worth it, or there is no folder for it.</summary>
    /// <param name="files">The files.</param>
    /// <param name="options">How they are read. Whether they must have answers decides no more than which form they are of.</param>
    /// <param name="cache">The cache folder, whose folder <c>indexes</c> they are kept in; null for the user's.</param>
    public static KeptCatalogue? Of(IReadOnlyList<string> files, DataSetOptions options, string? cache)
    {
        if ((cache ?? UserFolders.Cache) is not { } folder)
            return null;
        try
        {
            List<string> full = [.. files.Select(Path.GetFullPath)];
            var how = $"{typeof(KeptCatalogue).Module.ModuleVersionId} {options} {options.Images}";
            return full.Sum(f => new FileInfo(f).Length) < SmallestKept ? null : new KeptCatalogue(full, how, State(full), Path.Combine(folder, "indexes"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Has what is kept read; false where there is nothing that holds.</summary>
    public bool Read(Func<BinaryReader, bool> read)
    {
        try
        {
            var bytes = File.ReadAllBytes(_path);
            var length = bytes.Length - HashBytes;
            if (length < 0 || !XxHash128.Hash(bytes.AsSpan(0, length)).AsSpan().SequenceEqual(bytes.AsSpan(length)))
                return false;
            using var reader = new BinaryReader(new MemoryStream(bytes, 0, length));
            if (reader.ReadString() != _how || reader.ReadString() != _state || !read(reader))
                return false;
            File.SetLastWriteTimeUtc(_path, DateTime.UtcNow);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException)
        {
            return false;
        }
    }

    /// <summary>Keeps what is written, unless the files have changed meanwhile.</summary>
    public void Write(Action<BinaryWriter> write)
    {
        try
        {
            if (State(_files) != _state)
                return;
            var folder = Path.GetDirectoryName(_path)!;
            Directory.CreateDirectory(folder);
            AtomicFile.Write(_path, stream =>
            {
                var hashed = new HashedStream(stream);
                using (var writer = new BinaryWriter(new BufferedStream(hashed, 1 << 16), Encoding.UTF8, leaveOpen: false))
                {
                    writer.Write(_how);
                    writer.Write(_state);
                    write(writer);
                }

                stream.Write(hashed.Hash());
            });
            foreach (var old in new DirectoryInfo(folder).EnumerateFiles("*" + Ending).OrderByDescending(f => f.LastWriteTimeUtc).Skip(MostKept))
                old.Delete();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or StoreException)
        {
            // The rows are read again next time.
        }
    }

    private static string State(IReadOnlyList<string> files) => string.Join('\n', files.Select(f =>
    {
        var info = new FileInfo(f);
        return $"{f}\t{info.Length}\t{info.LastWriteTimeUtc.Ticks}\t{FileGlance.Of(f)}";
    }));

    /// <summary>Writes on and hashes what goes through.</summary>
    private sealed class HashedStream(Stream stream) : Stream
    {
        private readonly XxHash128 _hash = new();

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public byte[] Hash() => _hash.GetCurrentHash();

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            _hash.Append(buffer);
            stream.Write(buffer);
        }

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

        public override void Flush() => stream.Flush();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
