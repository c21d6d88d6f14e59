namespace TaLo.Sweeps;

/// <summary>Passes per second over a sliding window: the last 256 passes. What happens between them counts.</summary>
internal sealed class PassRate(TimeProvider time)
{
    private readonly long[] _stamps = new long[256];
    private long _count;

    /// <summary>Notes that a pass has ended.</summary>
    public void Tick() => _stamps[_count++ % _stamps.Length] = time.GetTimestamp();

    /// <summary>The rate, or null where fewer than two passes or no time at all have gone by.</summary>
    public double? PerSecond
    {
        get
        {
            if (_count < 2)
                return null;
            var oldest = _stamps[Math.Max(0, _count - _stamps.Length) % _stamps.Length];
            var seconds = time.GetElapsedTime(oldest, _stamps[(_count - 1) % _stamps.Length]).TotalSeconds;
            return seconds > 0 ? (Math.Min(_count, _stamps.Length) - 1) / seconds : null;
        }
    }
}
