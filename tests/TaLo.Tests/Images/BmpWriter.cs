namespace TaLo.Tests.Images;

/// <summary>Writes BMP files of noise: any bits per pixel, header length and masks, bottom up or top down.</summary>
internal sealed record BmpWriter(int Width, int Height, int Bits, int HeaderLength = 40, uint[]? Masks = null, bool TopDown = false)
{
    /// <summary>Runs instead of rows: 1 for eight bits, 2 for four.</summary>
    public int Compression { get; init; } = Masks is null ? 0 : 3;

    public byte[] Noise(int seed)
    {
        var random = new Random(seed);
        var palette = new byte[Bits > 8 ? 0 : (1 << Bits) * (HeaderLength == 12 ? 3 : 4)];
        random.NextBytes(palette);
        var pixels = Compression is 1 or 2 ? Runs(random) : new byte[((Width * Bits) + 31) / 32 * 4 * Height];
        if (Compression is not (1 or 2))
            random.NextBytes(pixels);
        byte[] masks = [.. (Masks ?? []).SelectMany(BitConverter.GetBytes)];
        byte[] header = HeaderLength == 12
            ? [.. BitConverter.GetBytes(12), .. Short(Width), .. Short(Height), .. Short(1), .. Short(Bits)]
            : [
                .. BitConverter.GetBytes(HeaderLength), .. BitConverter.GetBytes(Width), .. BitConverter.GetBytes(TopDown ? -Height : Height),
                .. Short(1), .. Short(Bits), .. BitConverter.GetBytes(Compression), .. BitConverter.GetBytes(pixels.Length), .. new byte[16],
                .. masks, .. new byte[Math.Max(0, HeaderLength - 40 - masks.Length)],
            ];
        var start = 14 + header.Length + palette.Length;
        return [.. "BM"u8, .. BitConverter.GetBytes(start + pixels.Length), 0, 0, 0, 0, .. BitConverter.GetBytes(start), .. header, .. palette, .. pixels];
    }

    /// <summary>Runs, literal stretches, skipped ends of rows and jumps; the last rows are left out.</summary>
    private byte[] Runs(Random random)
    {
        List<byte> runs = [];
        for (var y = 0; y < Height - 1; y++)
        {
            for (var x = 0; x < Width;)
            {
                var length = Math.Min(Width - x, random.Next(1, 9));
                var isLiteral = length > 2 && random.Next(2) == 0;
                var bytes = isLiteral ? (length * Bits + 7) / 8 : 1;
                byte[] data = [.. Enumerable.Range(0, bytes).Select(_ => (byte)random.Next(256))];
                runs.AddRange(isLiteral ? [0, (byte)length, .. data, .. new byte[bytes % 2]] : [(byte)length, .. data]);
                x += length;
                if (random.Next(8) == 0)
                    break;
                if (random.Next(8) == 0 && x < Width - 2 && y < Height - 3)
                {
                    runs.AddRange([0, 2, 1, 1]);
                    (x, y) = (x + 1, y + 1);
                }
            }
            runs.AddRange([0, 0]);
        }
        return [.. runs, 0, 1];
    }

    private static byte[] Short(int value) => BitConverter.GetBytes((ushort)value);
}
