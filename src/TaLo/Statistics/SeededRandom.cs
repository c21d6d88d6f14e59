using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace TaLo.Statistics;

/// <summary>
/// SplitMix64 (Steele, Lea and Flood 2014), so that a seed means the same draw on every .NET version and machine.
/// Not safe for concurrent calls.
/// </summary>
/// <param name="state">The generator's state.</param>
public sealed class SeededRandom(ulong state)
{
    private ulong _state = state;

    /// <summary>A generator for one purpose: its state is the <see cref="Rank"/> of that.</summary>
    public static SeededRandom For(long seed, string purpose) => new(Rank(seed, purpose));

    /// <summary>
    /// Where a name stands in an order that a seed chooses, and that further names do not change: the first eight bytes (big-endian)
    /// of SHA-256 of the UTF-8 text <c>seed TAB name</c>.
    /// </summary>
    public static ulong Rank(long seed, string name) =>
        BinaryPrimitives.ReadUInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes($"{seed}\t{name}")));

    /// <summary>A generator that goes on as this one does, without moving it.</summary>
    public SeededRandom Copy() => new(_state);

    /// <summary>64 random bits.</summary>
    public ulong Bits()
    {
        _state += 0x9E3779B97F4A7C15;
        var z = _state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>A whole number from 0 to <paramref name="bound"/> − 1, each equally likely (Lemire 2019).</summary>
    public int Below(int bound)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bound);
        var range = (ulong)bound;
        var high = Math.BigMul(Bits(), range, out var low);
        if (low < range)
        {
            var threshold = (0 - range) % range;
            while (low < threshold)
                high = Math.BigMul(Bits(), range, out low);
        }

        return (int)high;
    }

    /// <summary>A number in [0, 1), a multiple of 2⁻⁵³.</summary>
    public double Uniform() => (Bits() >> 11) * (1.0 / (1UL << 53));

    /// <summary>A number from the standard normal distribution (Box–Muller).</summary>
    public double Gaussian() => Math.Sqrt(-2 * Math.Log(1 - Uniform())) * Math.Cos(2 * Math.PI * Uniform());

    /// <summary>Puts values in a random order, each order equally likely (Fisher–Yates).</summary>
    public void Shuffle(Span<int> values)
    {
        for (var i = values.Length - 1; i > 0; i--)
        {
            var j = Below(i + 1);
            (values[i], values[j]) = (values[j], values[i]);
        }
    }
}
