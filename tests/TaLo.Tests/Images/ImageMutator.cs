using System.Buffers.Binary;
using System.IO.Hashing;

namespace TaLo.Tests.Images;

/// <summary>Damages image files as disks, networks and ill will do; the same damage for the same seed.</summary>
internal sealed class ImageMutator(int seed)
{
    private static readonly uint[] Extremes = [0, 1, 2, 0x7F, 0x80, 0xFF, 0x7FFF, 0x8000, 0xFFFF, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF, 8000, 64_000];

    private readonly Random random = new(seed);

    public byte[] Next()
    {
        var file = (byte[])Pick(SamplePictures.All).File.Clone();
        for (var times = random.Next(1, 4); times > 0 && file.Length > 8; times--)
            file = Damaged(file);
        return random.Next(2) == 0 ? WithChecksums(file) : file;
    }

    private byte[] Damaged(byte[] file) => random.Next(9) switch
    {
        0 => file[..random.Next(file.Length)],
        1 => [.. file[..random.Next(file.Length)], .. Other(file)],
        // Another picture's header, of the same format or not.
        2 => [.. Pick(SamplePictures.All).File.AsSpan(0, Math.Min(file.Length, random.Next(64))), .. file[random.Next(Math.Min(64, file.Length))..]],
        3 => Repeated(file),
        4 => Overwritten(file, random.Next(Math.Min(file.Length, 64))),
        5 => Overwritten(file, random.Next(file.Length)),
        6 => [.. file[..random.Next(file.Length)], .. Noise(random.Next(64)), .. file[random.Next(file.Length)..]],
        _ => Flipped(file),
    };

    private ReadOnlySpan<byte> Other(byte[] file)
    {
        var other = random.Next(2) == 0 ? file : Pick(SamplePictures.All).File;
        return other.AsSpan(random.Next(other.Length));
    }

    private byte[] Repeated(byte[] file)
    {
        var (start, end) = (random.Next(file.Length), random.Next(file.Length));
        var part = file[Math.Min(start, end)..Math.Max(start, end)];
        return [.. file[..Math.Max(start, end)], .. Enumerable.Repeat(part, random.Next(1, 4)).SelectMany(p => p), .. file[Math.Max(start, end)..]];
    }

    /// <summary>A number that lengths, sizes and counts seldom have, in two or four bytes of either order.</summary>
    private byte[] Overwritten(byte[] file, int at)
    {
        var number = new byte[4];
        var value = Pick(Extremes);
        if (random.Next(2) == 0)
            BinaryPrimitives.WriteUInt32LittleEndian(number, value);
        else
            BinaryPrimitives.WriteUInt32BigEndian(number, value);
        var two = random.Next(2) * 2;
        var bytes = BitConverter.IsLittleEndian && number[0] == 0 ? number.AsSpan(two) : number.AsSpan(0, 4 - two);
        for (var i = 0; i < bytes.Length && at + i < file.Length; i++)
            file[at + i] = bytes[i];
        return file;
    }

    private byte[] Flipped(byte[] file)
    {
        for (var flips = random.Next(1, 9); flips > 0; flips--)
            file[random.Next(file.Length)] ^= (byte)(1 << random.Next(8));
        return file;
    }

    private byte[] Noise(int count)
    {
        var bytes = new byte[count];
        random.NextBytes(bytes);
        return bytes;
    }

    private T Pick<T>(IReadOnlyList<T> from) => from[random.Next(from.Count)];

    /// <summary>The checksums of a PNG made right, so that its damage is not seen at once.</summary>
    private static byte[] WithChecksums(byte[] file)
    {
        if (!file.AsSpan().StartsWith((byte[])[0x89, .. "PNG"u8]))
            return file;
        for (var at = 8; at + 12 <= file.Length;)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(at));
            if (length < 0 || length > file.Length - at - 12)
                break;
            BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(at + 8 + length), Crc32.HashToUInt32(file.AsSpan(at + 4, length + 4)));
            at += length + 12;
        }
        return file;
    }
}
