using ScottPlot;
using SkiaSharp;

namespace TaLo.Reports.Plots;

/// <summary>
/// The font that is built into the library. On a machine without fonts a plot would have no text, and nothing would
/// say so.
/// </summary>
internal sealed class BundledFont : IFontResolver
{
    public const string Name = "DejaVu Sans Condensed";

    private static readonly Lazy<SKTypeface> Loaded = new(() =>
    {
        using var file = Embedded.Open("Reports.Fonts.DejaVuSansCondensed.ttf");
        return SKTypeface.FromStream(file) ?? throw new InvalidOperationException("the bundled font cannot be read");
    });

    private static readonly Lazy<bool> Registered = new(() =>
    {
        Fonts.FontResolvers.Insert(0, new BundledFont());
        Fonts.Default = Name;
        return true;
    });

    /// <summary>Makes it ScottPlot's default; must be called before a plot is made.</summary>
    public static void Use() => _ = Registered.Value;

    /// <summary>How wide a text is, in pixels.</summary>
    public static float Width(string text, float size)
    {
        using var font = new SKFont(Loaded.Value, size);
        return font.MeasureText(text);
    }

    public SKTypeface? CreateTypeface(string fontName, FontWeight weight, FontSlant slant, FontSpacing width) =>
        fontName == Name ? Loaded.Value : null;

    public SKTypeface? CreateTypeface(string fontName, bool bold, bool italic) =>
        fontName == Name ? Loaded.Value : null;
}
