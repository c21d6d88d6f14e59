using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace TaLo.Gguf.RandomModels;

/// <summary>Fills tensors with random values; quantised types get random blocks directly.</summary>
internal static class RandomFill
{
    /// <summary>Root mean square of a random signed byte, and of a random half-byte less 8.</summary>
    private const double ByteSize = 73.6;
    private const double NibbleSize = 4.637;

    public static TensorFill Of(TensorSpec spec, int seed)
    {
        var numbers = new RandomNumbers(seed, spec.Name);
        return spec.Type switch
        {
            GgmlType.F32 => target => FillFloats(target, numbers, spec),
            GgmlType.F16 => target => FillHalves(target, numbers, spec),
            GgmlType.Q8_0 => target => FillBytes(target, numbers, Scales(spec.Deviation / ByteSize)),
            _ => target => FillNibbles(target, numbers, Scales(spec.Deviation / NibbleSize)),
        };
    }

    private static void FillFloats(Span<byte> target, RandomNumbers numbers, TensorSpec spec)
    {
        foreach (ref var value in MemoryMarshal.Cast<byte, float>(target))
            value = (float)(spec.Mean + spec.Deviation * numbers.NextUnit());
    }

    private static void FillHalves(Span<byte> target, RandomNumbers numbers, TensorSpec spec)
    {
        foreach (ref var value in MemoryMarshal.Cast<byte, Half>(target))
            value = (Half)(spec.Mean + spec.Deviation * numbers.NextUnit());
    }

    private static void FillBytes(Span<byte> target, RandomNumbers numbers, Half[] scales)
    {
        for (var block = target; block.Length > 0; block = block[34..])
        {
            BinaryPrimitives.WriteHalfLittleEndian(block, scales[numbers.Next() & 15]);
            for (var at = 2; at < 34; at += 8)
                BinaryPrimitives.WriteUInt64LittleEndian(block[at..], numbers.Next());

            // ggml never makes -128, and not every kernel can negate it.
            block[2..34].Replace((byte)0x80, (byte)0x81);
        }
    }

    private static void FillNibbles(Span<byte> target, RandomNumbers numbers, Half[] scales)
    {
        for (var block = target; block.Length > 0; block = block[18..])
        {
            BinaryPrimitives.WriteHalfLittleEndian(block, scales[numbers.Next() & 15]);
            BinaryPrimitives.WriteUInt64LittleEndian(block[2..], numbers.Next());
            BinaryPrimitives.WriteUInt64LittleEndian(block[10..], numbers.Next());
        }
    }

    /// <summary>Block scales around one size; half of them negative, because half-bytes less 8 lean below zero.</summary>
    private static Half[] Scales(double size) =>
        [.. Enumerable.Range(0, 16).Select(i => (Half)((i < 8 ? size : -size) * (0.75 + i % 8 / 14.0)))];
}
