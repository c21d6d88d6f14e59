using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;

namespace TaLo.Storage;

/// <summary>
/// One line of a journal, <c>{"talo":1,"sum":"…16 hex…","entry":{…}}</c>: the sum is the beginning of the entry's
/// SHA-256, so that a line is either whole or known to be damaged.
/// </summary>
internal static class JournalLine
{
    /// <summary>Bytes that a line has at most. LiteDB takes no document beyond 16 MiB, and no honest entry comes near.</summary>
    public const int Limit = 8 << 20;

    private const int SumLength = 16;

    /// <summary>What every line begins with.</summary>
    public static ReadOnlySpan<byte> Head => "{\"talo\":1,\"sum\":\""u8;

    private static ReadOnlySpan<byte> Middle => "\",\"entry\":"u8;

    private static int EntryAt => Head.Length + SumLength + Middle.Length;

    /// <summary>The line of an entry, with its newline.</summary>
    /// <exception cref="StoreException">It would be longer than <see cref="Limit"/>.</exception>
    public static byte[] Encode(JournalEntry entry)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(entry, JsonFormats.Journal);
        if (EntryAt + json.Length + 1 > Limit)
            throw new StoreException(
                $"{NameOf(entry)} takes {json.Length:N0} bytes, and the store takes {Limit:N0} at most: nothing was stored");

        var line = new byte[EntryAt + json.Length + 2];
        Head.CopyTo(line);
        _ = Utf8Formatter.TryFormat(Checksum(json), line.AsSpan(Head.Length), out _, new('x', SumLength));
        Middle.CopyTo(line.AsSpan(Head.Length + SumLength));
        json.CopyTo(line, EntryAt);
        "}\n"u8.CopyTo(line.AsSpan(^2));
        return line;
    }

    /// <summary>Whether a line (without newline) is whole, and its checksum.</summary>
    public static bool IsWhole(ReadOnlySpan<byte> line, out ulong sum)
    {
        sum = 0;
        return line.Length > EntryAt && line.StartsWith(Head) && line[^1] == '}' && line[(Head.Length + SumLength)..].StartsWith(Middle)
            && Utf8Parser.TryParse(line.Slice(Head.Length, SumLength), out sum, out var read, 'x') && read == SumLength
            && sum == Checksum(line[EntryAt..^1]);
    }

    /// <summary>Whether a line says that a TaLo with another form of journal wrote it.</summary>
    public static bool IsForeign(ReadOnlySpan<byte> line)
    {
        var version = "{\"talo\":"u8.Length;
        return line.Length > Head.Length && line[..version].SequenceEqual(Head[..version]) && line[version] is >= (byte)'2' and <= (byte)'9';
    }

    /// <summary>The entry of a whole line, as JSON.</summary>
    public static ReadOnlyMemory<byte> EntryOf(ReadOnlyMemory<byte> line) => line[EntryAt..^1];

    /// <summary>The entry of a whole line.</summary>
    /// <exception cref="JsonException">The entry is none of ours.</exception>
    public static JournalEntry Decode(ReadOnlySpan<byte> line)
    {
        try
        {
            return JsonSerializer.Deserialize<JournalEntry>(line[EntryAt..^1], JsonFormats.Journal) ?? throw new JsonException("the entry is null");
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or FormatException or OverflowException)
        {
            // What constructors and readers throw at values that no entry has.
            throw new JsonException(e.Message, e);
        }
    }

    private static ulong Checksum(ReadOnlySpan<byte> json)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(json, hash);
        return BinaryPrimitives.ReadUInt64BigEndian(hash);
    }

    private static string NameOf(JournalEntry entry) =>
        entry.Profile is { } profile ? $"the profile of task {profile.Task[..Math.Min(40, profile.Task.Length)]}"
        : entry.Sample is { } sample ? $"sample {sample.Index[..Math.Min(40, sample.Index.Length)]}"
        : $"sweep {entry.Sweep}";
}
