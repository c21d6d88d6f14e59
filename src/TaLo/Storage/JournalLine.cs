using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace TaLo.Storage;

/// <summary>
/// One line of the journal, <c>{"talo":1,"sum":"…16 hex…","entry":{…}}</c>: the sum is the beginning of the entry's
/// SHA-256, so that a line is either whole or known to be damaged.
/// </summary>
internal static class JournalLine
{
    public static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        IgnoreReadOnlyProperties = true,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    private const int SumLength = 16;

    private static ReadOnlySpan<byte> Head => "{\"talo\":1,\"sum\":\""u8;

    private static ReadOnlySpan<byte> Middle => "\",\"entry\":"u8;

    /// <summary>The line of an entry, with its newline.</summary>
    public static byte[] Encode(JournalEntry entry, out string sum)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(entry, Json);
        sum = Checksum(json);
        return [.. Head, .. Encoding.ASCII.GetBytes(sum), .. Middle, .. json, (byte)'}', (byte)'\n'];
    }

    /// <summary>Whether a line (without newline) is whole.</summary>
    public static bool IsWhole(ReadOnlySpan<byte> line, out string sum)
    {
        sum = "";
        var entryAt = Head.Length + SumLength + Middle.Length;
        if (line.Length <= entryAt || !line.StartsWith(Head) || line[^1] != '}' ||
            !line[(Head.Length + SumLength)..].StartsWith(Middle))
            return false;

        sum = Encoding.ASCII.GetString(line.Slice(Head.Length, SumLength));
        return sum == Checksum(line[entryAt..^1]);
    }

    /// <summary>Whether a line was written by a TaLo with another form of journal.</summary>
    public static bool IsForeign(ReadOnlySpan<byte> line) =>
        line.StartsWith("{\"talo\":"u8) && !line.StartsWith(Head[..(Head.IndexOf((byte)',') + 1)]);

    /// <summary>The entry of a whole line.</summary>
    /// <exception cref="JsonException">The entry is none of ours.</exception>
    public static JournalEntry Decode(ReadOnlySpan<byte> line) =>
        JsonSerializer.Deserialize<JournalEntry>(line[(Head.Length + SumLength + Middle.Length)..^1], Json)
        ?? throw new JsonException("the entry is null");

    private static string Checksum(ReadOnlySpan<byte> json)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(json, hash);
        return Convert.ToHexStringLower(hash[..(SumLength / 2)]);
    }
}
