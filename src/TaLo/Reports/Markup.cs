using System.Globalization;
using System.Xml.Linq;

namespace TaLo.Reports;

/// <summary>
/// Elements of a page. Texts and attribute values go through the XML writer, which escapes them: no section writes
/// markup as text.
/// </summary>
internal static class Markup
{
    private static readonly XNamespace Xhtml = "http://www.w3.org/1999/xhtml";
    private static readonly XNamespace SvgSpace = "http://www.w3.org/2000/svg";

    public static XElement Tag(string name, params object?[] content) => new(Xhtml + name, content);

    public static XElement Shape(string name, params object?[] content) => new(SvgSpace + name, content);

    public static XAttribute Class(string names) => new("class", names);

    public static XAttribute Is(string name, object value) => new(name, value);

    /// <summary>A number in an SVG attribute; hundredths of a pixel are seen by nobody.</summary>
    public static XAttribute At(string name, double value) =>
        new(name, Math.Round(value, 2).ToString(CultureInfo.InvariantCulture));

    /// <summary>A drawing of a given size; a screen reader reads its title.</summary>
    public static XElement Drawing(string title, double width, double height, params object?[] content) => Shape("svg",
        At("width", width), At("height", height), Is("role", "img"), Is("aria-label", title),
        Is("viewBox", FormattableString.Invariant($"0 0 {Math.Round(width, 2)} {Math.Round(height, 2)}")), content);

    public static XElement Line(string names, double x1, double y1, double x2, double y2) =>
        Shape("line", Class(names), At("x1", x1), At("y1", y1), At("x2", x2), At("y2", y2));

    public static XElement Label(string names, double x, double y, string text, string? hint = null) =>
        Shape("text", Class(names), At("x", x), At("y", y), hint is null ? null : Shape("title", hint), text);

    /// <summary>A section with its heading; it can be linked to.</summary>
    public static XElement Section(string id, string heading, params object?[] content) =>
        Tag("section", Is("id", id), Tag("h2", heading), content);

    public static XElement Paragraph(string text, string? names = null) =>
        Tag("p", names is null ? null : Class(names), text);
}
