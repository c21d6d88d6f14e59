namespace TaLo.Storage;

/// <summary>One line of a file as bytes.</summary>
/// <param name="Number">1-based.</param>
/// <param name="Start">Where it begins in the file.</param>
/// <param name="End">Where the next begins.</param>
/// <param name="Bytes">Its bytes without the newline; valid until the next line is read.</param>
/// <param name="HasNewline">False only for a last line that was not finished.</param>
internal readonly record struct RawLine(int Number, long Start, long End, ReadOnlyMemory<byte> Bytes, bool HasNewline)
{
    /// <summary>Reads a file's lines from a position on, through one buffer that grows to the longest line.</summary>
    public static IEnumerable<RawLine> Read(Stream file, long from)
    {
        var buffer = new byte[1 << 20];
        var (begin, end, number) = (0, 0, 0);
        var position = from;
        file.Position = from;
        while (true)
        {
            var newline = buffer.AsSpan(begin, end - begin).IndexOf((byte)'\n');
            if (newline >= 0)
            {
                var next = position + newline + 1;
                yield return new RawLine(++number, position, next, buffer.AsMemory(begin, newline), true);
                (begin, position) = (begin + newline + 1, next);
                continue;
            }

            buffer.AsSpan(begin, end - begin).CopyTo(buffer);
            (begin, end) = (0, end - begin);
            if (end == buffer.Length)
                Array.Resize(ref buffer, 2 * buffer.Length);
            var read = file.Read(buffer, end, buffer.Length - end);
            if (read == 0)
                break;
            end += read;
        }

        if (end > 0)
            yield return new RawLine(++number, position, position + end, buffer.AsMemory(0, end), false);
    }
}
