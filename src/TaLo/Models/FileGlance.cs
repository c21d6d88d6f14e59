using System.Buffers.Binary;
using System.Security.Cryptography;

namespace TaLo.Models;

/// <summary>
/// A look at a file's content that costs the same for any size: SHA-256 over its size and 32 blocks of 4 KiB, the first, the
/// last, and others evenly between; of a smaller file, all of it. Tells other content of the same size and time apart, unless
/// it differs between the blocks alone.
/// </summary>
internal static class FileGlance
{
    private const int Block = 4096;
    private const int Blocks = 32;

    /// <summary>The hash, lower-case hex.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static string Of(string path)
    {
        using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, FileOptions.RandomAccess);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var size = RandomAccess.GetLength(file);
        Span<byte> buffer = stackalloc byte[Block];
        BinaryPrimitives.WriteInt64LittleEndian(buffer, size);
        hash.AppendData(buffer[..sizeof(long)]);
        var last = Math.Max(0, size - Block);
        var count = (int)Math.Min(Blocks, (size + Block - 1) / Block);
        for (var block = 0; block < count; block++)
            hash.AppendData(buffer[..RandomAccess.Read(file, buffer, count == Blocks ? last * block / (Blocks - 1) : block * Block)]);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
