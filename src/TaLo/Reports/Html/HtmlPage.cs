using System.Text;
using System.Xml;
using System.Xml.Linq;
using static TaLo.Reports.Markup;

namespace TaLo.Reports.Html;

/// <summary>The page around the sections, and its text.</summary>
internal static class HtmlPage
{
    // No script, no network: should anything ever slip through the escaping, the browser still refuses to run it.
    private const string Policy = "default-src 'none'; img-src data:; style-src 'unsafe-inline'";

    private static readonly HashSet<string> Void = ["br", "hr", "img", "meta", "link", "col"];

    public static string Of(string title, params object?[] body)
    {
        var page = Tag("html", Is("lang", "en"),
            Tag("head",
                Tag("meta", Is("charset", "utf-8")),
                Tag("meta", Is("http-equiv", "Content-Security-Policy"), Is("content", Policy)),
                Tag("meta", Is("name", "viewport"), Is("content", "width=device-width, initial-scale=1")),
                Tag("meta", Is("name", "color-scheme"), Is("content", "light dark")),
                Tag("meta", Is("name", "generator"), Is("content", "TaLo")),
                Tag("title", title),
                Tag("style", Embedded.Read("Reports.Html.report.css") + Embedded.Read("Reports.Figures.figures.css"))),
            Tag("body", body));
        return Text(page);
    }

    private static string Text(XElement page)
    {
        var text = new StringBuilder("<!DOCTYPE html>\n");
        var settings = new XmlWriterSettings { OmitXmlDeclaration = true, Indent = false, NewLineHandling = NewLineHandling.None };
        using (var writer = XmlWriter.Create(text, settings))
            Closed(page).WriteTo(writer);
        return text.Append('\n').ToString();
    }

    /// <summary>
    /// The page with characters that XML has no place for replaced, and with an end tag for each element that HTML
    /// wants one for: a browser takes <c>&lt;td/&gt;</c> for a start tag.
    /// </summary>
    private static XElement Closed(XElement page)
    {
        XmlText.Clean(page);
        foreach (var element in page.DescendantsAndSelf().Where(e => e.IsEmpty && !Void.Contains(e.Name.LocalName)))
            element.Value = "";
        return page;
    }
}
