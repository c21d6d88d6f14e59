namespace TaLo.Storage;

/// <summary>One line of a file as bytes.</summary>
/// <param name="Number">1-based.</param>
/// <param name="Start">Where it begins in the file.</param>
/// <param name="End">Where the next begins.</param>
/// <param name="Bytes">Its bytes without the newline, valid until the next line is read; empty where it is longer than <see cref="JournalLine.Limit"/>.</param>
/// <param name="HasNewline">False only for a last line that was not finished.</param>
internal readonly record struct RawLine(int Number, long Start, long End, ReadOnlyMemory<byte> Bytes, bool HasNewline)
{
    /// <summary>Reads a file's lines from its beginning, through one buffer that grows to the longest line.</summary>
    public static IEnumerable<RawLine> Read(Stream file)
    {
        var buffer = new byte[1 << 18];
        // The line that is being read: where it starts in the file, and which bytes of the buffer are its.
        var (start, begin, end, number) = (0L, 0, 0, 1);
        var skipped = 0L;
        file.Position = 0;
        while (true)
        {
            var newline = buffer.AsSpan(begin, end - begin).IndexOf((byte)'\n');
            if (newline >= 0)
            {
                var next = start + skipped + newline + 1;
                yield return new RawLine(number++, start, next, skipped > 0 ? default : buffer.AsMemory(begin, newline), true);
                (start, begin, skipped) = (next, begin + newline + 1, 0);
                continue;
            }

            buffer.AsSpan(begin, end - begin).CopyTo(buffer);
            (begin, end) = (0, end - begin);
            if (skipped > 0 || end > JournalLine.Limit)
                (skipped, end) = (skipped + end, 0);
            else if (end == buffer.Length)
                Array.Resize(ref buffer, 2 * buffer.Length);
            var read = file.Read(buffer, end, buffer.Length - end);
            if (read == 0)
                break;
            end += read;
        }

        if (skipped + end > 0)
            yield return new RawLine(number, start, start + skipped + end, skipped > 0 ? default : buffer.AsMemory(0, end), false);
    }
}
