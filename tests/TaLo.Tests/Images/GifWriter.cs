namespace TaLo.Tests.Images;

/// <summary>Writes GIF files of noise, any number of frames, each where and how it is asked.</summary>
internal sealed record GifWriter(int Width, int Height, int Colours = 16)
{
    private readonly List<byte> frames = [];

    /// <summary>Adds a frame.</summary>
    /// <param name="seed">Of its noise.</param>
    /// <param name="box">Column, row, width and height.</param>
    /// <param name="clear">The colour that is transparent, or −1.</param>
    /// <param name="isInterlaced">Rows in four passes.</param>
    /// <param name="own">Colours of a palette of its own, or 0.</param>
    public GifWriter Frame(int seed, (int X, int Y, int Width, int Height) box, int clear = -1, bool isInterlaced = false, int own = 0)
    {
        var random = new Random(seed);
        if (clear >= 0)
            frames.AddRange([0x21, 0xF9, 4, 5, 9, 0, (byte)clear, 0]);
        frames.AddRange([0x2C, .. Short(box.X), .. Short(box.Y), .. Short(box.Width), .. Short(box.Height), (byte)((own > 0 ? 0x80 | Size(own) : 0) | (isInterlaced ? 0x40 : 0))]);
        frames.AddRange(Palette(own, random));
        frames.AddRange(Pixels(box.Width * box.Height, own > 0 ? own : Colours, random));
        return this;
    }

    public byte[] File(int seed) =>
        [.. "GIF89a"u8, .. Short(Width), .. Short(Height), (byte)(0xF0 | Size(Colours)), 1, 0, .. Palette(Colours, new Random(seed)), .. frames, 0x3B];

    /// <summary>Codes of one length: the table is cleared before it would grow.</summary>
    private static byte[] Pixels(int count, int colours, Random random)
    {
        var size = Math.Max(2, Size(colours) + 1);
        List<bool> bits = [];
        void Emit(int code) => bits.AddRange(Enumerable.Range(0, size + 1).Select(i => ((code >> i) & 1) == 1));
        for (var i = 0; i < count; i++)
        {
            if (i % ((1 << size) - 2) == 0)
                Emit(1 << size);
            Emit(random.Next(colours));
        }
        Emit((1 << size) + 1);
        var bytes = bits.Chunk(8).Select(b => (byte)b.Select((on, i) => on ? 1 << i : 0).Sum());
        return [(byte)size, .. bytes.Chunk(255).SelectMany(b => b.Prepend((byte)b.Length)), 0];
    }

    private static byte[] Palette(int colours, Random random)
    {
        var palette = new byte[colours * 3];
        random.NextBytes(palette);
        return palette;
    }

    private static int Size(int colours) => System.Numerics.BitOperations.Log2((uint)colours) - 1;

    private static byte[] Short(int value) => BitConverter.GetBytes((ushort)value);
}
