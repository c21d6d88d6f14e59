using System.Globalization;

namespace TaLo.Terminal;

/// <summary>Sizes as people read them.</summary>
internal static class Sizes
{
    /// <summary>Bytes in kB, MB or GB (powers of ten).</summary>
    public static string Text(long bytes) => bytes switch
    {
        >= 1_000_000_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e9:0.0} GB"),
        >= 100_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:0.0} MB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e3:0.0} kB"),
    };
}
