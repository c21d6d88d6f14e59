using System.Xml.Linq;
using static TaLo.Reports.Markup;

namespace TaLo.Reports.Html;

/// <summary>Links to the sections.</summary>
internal static class Contents
{
    public static XElement Of(IEnumerable<object?> sections) => Tag("nav", sections.OfType<XElement>().Select(s =>
        Tag("a", Is("href", "#" + s.Attribute("id")!.Value), s.Elements().First().Value)));
}
