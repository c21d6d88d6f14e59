using System.Globalization;

namespace TaLo.Terminal.Views;

/// <summary>Times as people read them.</summary>
internal static class Durations
{
    /// <summary>Seconds, minutes or hours.</summary>
    public static string Text(TimeSpan t) => t.TotalHours >= 1
        ? string.Create(CultureInfo.InvariantCulture, $"{(int)t.TotalHours}:{t.Minutes:00}:{t.Seconds:00} h")
        : t.TotalMinutes >= 1
            ? string.Create(CultureInfo.InvariantCulture, $"{t.Minutes}:{t.Seconds:00} min")
            : string.Create(CultureInfo.InvariantCulture, $"{t.TotalSeconds:0.0} s");
}
