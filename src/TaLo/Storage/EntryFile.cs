using System.Text.Json;

namespace TaLo.Storage;

/// <summary>A file that holds one entry, as a line of a journal does, and is replaced as a whole.</summary>
internal static class EntryFile
{
    /// <summary>The entry, or null with the damage where it cannot be read.</summary>
    public static JournalEntry? Read(string path, out StoreDamage? damage)
    {
        byte[] bytes;
        try
        {
            SpecialFile.Refuse(path);
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 0);
            bytes = new byte[Math.Min(file.Length, JournalLine.Limit + 1)];
            file.ReadExactly(bytes);
        }
        catch (IOException e)
        {
            damage = new StoreDamage(path, 0, e.OneLine());
            return null;
        }

        var line = bytes.AsSpan().TrimEnd((byte)'\n');
        if (!JournalLine.IsWhole(line, out _))
        {
            damage = StoreDamage.OfLine(path, 0, line);
            return null;
        }

        try
        {
            var entry = JournalLine.Decode(line);
            damage = null;
            return entry;
        }
        catch (JsonException e)
        {
            damage = new StoreDamage(path, 0, $"not understood: {e.Message.ReplaceLineEndings(" ")}");
            return null;
        }
    }

    /// <summary>Puts an entry in the file's place; a reader, or who looks after a kill, finds the old one or the new one.</summary>
    /// <exception cref="StoreException">It could not be written, or is too long: the file is as it was.</exception>
    public static void Write(string path, JournalEntry entry)
    {
        var line = JournalLine.Encode(entry);
        try
        {
            AtomicFile.Write(path, stream =>
            {
                stream.Write(line);
                (stream as FileStream)?.Flush(flushToDisk: true);
            });
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StoreException($"{path}: cannot be written: {e.Message}: nothing was stored", e);
        }
    }
}
