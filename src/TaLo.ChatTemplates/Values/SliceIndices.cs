using TaLo.ChatTemplates.Rendering;

namespace TaLo.ChatTemplates.Values;

/// <summary>A slice <c>start:stop:step</c>, null where nothing is written.</summary>
internal readonly record struct SliceIndices(int? Start, int? Stop, int? Step)
{
    /// <summary>Reads the parts of a slice; none counts as not written.</summary>
    public static SliceIndices From(Value? start, Value? stop, Value? step) => new(Bound(start), Bound(stop), Bound(step));

    /// <summary>The first index, the step and the number of items in a sequence of some length.</summary>
    public (int Start, int Step, int Count) Of(int length)
    {
        var step = Step ?? 1;
        if (step == 0)
            throw new Refusal("slice step cannot be zero");
        var (lowest, highest) = step > 0 ? (0, length) : (-1, length - 1);
        var start = Clamp(Start, length, lowest, highest) ?? (step > 0 ? lowest : highest);
        var stop = Clamp(Stop, length, lowest, highest) ?? (step > 0 ? highest : lowest);
        var distance = step > 0 ? (long)stop - start : (long)start - stop;
        var stride = Math.Abs((long)step);
        return (start, step, distance <= 0 ? 0 : (int)((distance + stride - 1) / stride));
    }

    private static int? Clamp(int? index, int length, int lowest, int highest) => index is { } i
        ? (int)Math.Clamp(i < 0 ? (long)i + length : i, lowest, highest)
        : null;

    private static int? Bound(Value? value) => value switch
    {
        null or NoneValue => null,
        _ => (int)Math.Clamp(Numbers.Whole(value), -int.MaxValue, int.MaxValue),
    };
}
