using TaLo.Statistics;
using TaLo.Vectors;

namespace TaLo.Terminal.Screens.Layers;

/// <summary>
/// Where differences lie on a line of cells: zero in the middle, the largest end of an interval at an edge. Layer 0,
/// which is never a candidate and whose loss mostly ruins the model, does not count; what lies beyond is shown so.
/// </summary>
internal readonly struct BarScale
{
    private const int WithHalves = 40;

    private readonly double _end;
    private readonly int _zero;

    /// <summary>The scale of a vector.</summary>
    /// <param name="vector">The vector.</param>
    /// <param name="width">Cells.</param>
    public BarScale(TaskVector vector, int width)
    {
        Width = Math.Max(3, width | 1);
        if (Width > width)
            Width -= 2;
        _zero = Width / 2;
        _end = vector.Layers.Where(l => l.Samples > 0 && l.Layer > 0)
            .Select(l => l.Counts.DifferenceInterval)
            .Select(i => Math.Max(Math.Abs(i.Lower), Math.Abs(i.Upper))).DefaultIfEmpty(0.1).Max();
        _end = Math.Ceiling(Math.Max(_end, 0.05) * 20) / 20;
    }

    /// <summary>Cells, an odd number.</summary>
    public int Width { get; }

    /// <summary>Ends and middle of the scale as text, in points; with room, halves too.</summary>
    public string Axis
    {
        get
        {
            var axis = new string(' ', Width).ToCharArray();
            double[] marks = Width < WithHalves ? [-1, 1, 0] : [-1, -0.5, 0.5, 1, 0];
            foreach (var mark in marks)
            {
                var text = mark == 0 ? "0" : Numbers.Points(mark * _end);
                var from = Math.Clamp(_zero + (int)Math.Round(mark * _zero) - (text.Length / 2), 0, Math.Max(0, Width - text.Length));
                text.AsSpan(0, Math.Min(text.Length, Width)).CopyTo(axis.AsSpan(from));
            }
            return new string(axis);
        }
    }

    /// <summary>Whether a cell belongs to the bar from zero to a difference.</summary>
    public bool IsBar(int cell, double delta) => cell != _zero && delta != 0 && (delta > 0 ? cell > _zero && cell <= At(delta) : cell < _zero && cell >= At(delta));

    /// <summary>Whether an interval ends in a cell.</summary>
    public bool IsEnd(int cell, Interval interval) => cell == At(interval.Lower) || cell == At(interval.Upper);

    /// <summary>What stands in a cell: bar, interval, axis or nothing.</summary>
    public char Sign(int cell, double delta, Interval interval)
    {
        if (cell == _zero)
            return '│';
        if (cell == At(interval.Lower))
            return interval.Lower < -_end ? '◂' : '├';
        if (cell == At(interval.Upper))
            return interval.Upper > _end ? '▸' : '┤';
        if (IsBar(cell, delta))
            return '█';
        return cell > At(interval.Lower) && cell < At(interval.Upper) ? '─' : ' ';
    }

    private int At(double value) => _zero + (int)Math.Round(Math.Clamp(value / _end, -1, 1) * _zero, MidpointRounding.AwayFromZero);
}
