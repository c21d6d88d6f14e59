using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using SkiaSharp;
using Svg.Skia;
using Svg.Skia.TypefaceProviders;
using static TaLo.Reports.Markup;

namespace TaLo.Reports.Figures;

/// <summary>A figure as a file of its own: title above, caption below, drawn with the font that is built in.</summary>
internal static partial class PngFigure
{
    private const double Margin = 16, TitleHeight = 32, CaptionHeight = 24;
    private const float Scale = 2;

    // On a machine without fonts a figure would have no text, and nothing would say so.
    private static readonly Lazy<SKTypeface> Font = new(() =>
    {
        using var file = Embedded.Open("Reports.Fonts.DejaVuSansCondensed.ttf");
        return SKTypeface.FromStream(file) ?? throw new InvalidOperationException("the bundled font cannot be read");
    });

    // The page's own style, in the colours that a white ground has.
    private static readonly Lazy<string> Style = new(() =>
    {
        var root = Embedded.Read("Reports.Html.report.css").Split('}')[0];
        var colours = Variable().Matches(root).ToDictionary(m => m.Groups[1].Value, m => m.Groups[2].Value);
        return Use().Replace(Embedded.Read("Reports.Figures.figures.css"), m => colours[m.Groups[1].Value]);
    });

    /// <summary>Draws it, two pixels for each of the figure's.</summary>
    /// <returns>A PNG file.</returns>
    public static byte[] Of(XElement figure, string title, string caption)
    {
        var top = title.Length == 0 ? Margin : Margin + TitleHeight;
        var (width, height) = (Number(figure, "width"), Number(figure, "height"));
        var whole = Drawing(title, width + (2 * Margin), top + height + CaptionHeight + Margin,
            Shape("style", Style.Value),
            title.Length == 0 ? null : Label("title middle", Margin + (width / 2), Margin + 15, ReportText.Short(title, 90)),
            Shape("g", Is("transform", string.Create(CultureInfo.InvariantCulture, $"translate({Margin} {top})")), figure.Nodes()),
            Label("mark middle", Margin + (width / 2), top + height + CaptionHeight, caption));
        // What is shown where a page is pointed at; here it would be drawn.
        whole.Descendants().Where(e => e.Name.LocalName == "title").Remove();
        XmlText.Clean(whole);

        using var drawn = new SKSvg();
        drawn.Settings.TypefaceProviders = [new BundledFont()];
        using var text = new MemoryStream(Encoding.UTF8.GetBytes(whole.ToString(SaveOptions.DisableFormatting)));
        using var png = new MemoryStream();
        if (drawn.Load(text) is null || !drawn.Save(png, SKColors.White, SKEncodedImageFormat.Png, 100, Scale, Scale))
            throw new InvalidOperationException($"the figure '{title}' cannot be drawn");
        return png.ToArray();
    }

    private static double Number(XElement figure, string name) => double.Parse(figure.Attribute(name)!.Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"--(\w+):\s*([^;]+);")]
    private static partial Regex Variable();

    [GeneratedRegex(@"var\(--(\w+)\)")]
    private static partial Regex Use();

    private sealed class BundledFont : ITypefaceProvider
    {
        public SKTypeface FromFamilyName(string fontFamily, SKFontStyleWeight fontWeight, SKFontStyleWidth fontWidth, SKFontStyleSlant fontStyle) =>
            Font.Value;
    }
}
