using System.Numerics;
using System.Runtime.InteropServices;

namespace TaLo.Statistics;

/// <summary>
/// Adds rows of numbers with given signs, again and again. The sums of each four rows under their sixteen sign
/// patterns are made beforehand, so that one addition does for four: six times as fast as row by row, without which
/// a thousand redraws of a hundred tasks would take most of a minute. Not safe for concurrent calls.
/// </summary>
public sealed class SignedSums
{
    private const int Group = 4;
    private const int Patterns = 1 << Group;
    private const int Block = 4;

    private readonly float[] _groups;
    private readonly float[] _totals;
    private readonly float[] _start;
    private readonly int _groupCount;
    private readonly int _columns;

    /// <summary>Makes the sums of four.</summary>
    /// <param name="rows">Row by row, <see cref="Stride"/> numbers each; those after the columns are 0.</param>
    /// <param name="count">How many rows.</param>
    /// <param name="columns">How many columns.</param>
    public SignedSums(float[] rows, int count, int columns)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var stride = Stride(columns);
        (_groupCount, _columns) = ((count + Group - 1) / Group, columns);
        _totals = new float[stride];
        _groups = new float[_groupCount * Patterns * stride];
        _start = new float[stride];
        // The numbers after the columns must never be the largest.
        _start.AsSpan(columns).Fill(float.NegativeInfinity);
        var all = MemoryMarshal.Cast<float, Vector<float>>(rows.AsSpan());
        var sums = MemoryMarshal.Cast<float, Vector<float>>(_groups.AsSpan());
        var width = stride / Vector<float>.Count;
        for (var group = 0; group < _groupCount; group++)
        {
            var own = all[(group * Group * width)..(Math.Min(count, (group + 1) * Group) * width)];
            Fill(own, sums.Slice(group * Patterns * width, Patterns * width), width);
        }
    }

    /// <summary>The columns' totals after the last <see cref="Add"/>.</summary>
    public ReadOnlySpan<float> Totals => _totals.AsSpan(0, _columns);

    /// <summary>Numbers that a row takes: the columns, filled up to whole vectors of this machine.</summary>
    public static int Stride(int columns)
    {
        var block = Block * Vector<float>.Count;
        return (columns + block - 1) / block * block;
    }

    /// <summary>Adds all rows.</summary>
    /// <param name="signs">One bit for each row: set adds it, cleared subtracts it.</param>
    /// <returns>The largest total; negative infinity without columns.</returns>
    public float Add(ReadOnlySpan<ulong> signs)
    {
        var groups = MemoryMarshal.Cast<float, Vector<float>>(_groups);
        var totals = MemoryMarshal.Cast<float, Vector<float>>(_totals.AsSpan());
        var start = MemoryMarshal.Cast<float, Vector<float>>(_start);
        var largest = new Vector<float>(float.NegativeInfinity);
        for (var at = 0; at < totals.Length; at += Block)
        {
            var (a, b, c, d) = (start[at], start[at + 1], start[at + 2], start[at + 3]);
            for (var group = 0; group < _groupCount; group++)
            {
                var pattern = (int)(signs[group >> 4] >> (group * Group)) & (Patterns - 1);
                var sums = groups.Slice((group * Patterns + pattern) * totals.Length + at, Block);
                a += sums[0];
                b += sums[1];
                c += sums[2];
                d += sums[3];
            }

            (totals[at], totals[at + 1], totals[at + 2], totals[at + 3]) = (a, b, c, d);
            largest = Vector.Max(largest, Vector.Max(Vector.Max(a, b), Vector.Max(c, d)));
        }

        var most = float.NegativeInfinity;
        for (var lane = 0; lane < Vector<float>.Count; lane++)
            most = Math.Max(most, largest[lane]);
        return most;
    }

    // Each pattern differs from a smaller one by one more row that is added instead of subtracted.
    private static void Fill(Span<Vector<float>> rows, Span<Vector<float>> sums, int width)
    {
        for (var v = 0; v < rows.Length; v++)
            sums[v % width] -= rows[v];
        for (var pattern = 1; pattern < Patterns; pattern++)
        {
            var row = BitOperations.Log2((uint)pattern);
            var smaller = sums.Slice((pattern - (1 << row)) * width, width);
            var own = sums.Slice(pattern * width, width);
            smaller.CopyTo(own);
            for (var v = 0; v < width && row * width < rows.Length; v++)
                own[v] += 2 * rows[row * width + v];
        }
    }
}
