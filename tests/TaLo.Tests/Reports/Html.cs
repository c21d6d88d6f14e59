using System.Xml;
using System.Xml.Linq;

namespace TaLo.Tests.Reports;

/// <summary>Reads a page as strict XML: what is not well-formed throws.</summary>
internal static class Html
{
    private static readonly XNamespace Xhtml = "http://www.w3.org/1999/xhtml";
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    public static XElement Parse(string page)
    {
        using var reader = XmlReader.Create(new StringReader(page), new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore });
        return XElement.Load(reader);
    }

    public static IEnumerable<XElement> Shapes(this XElement page, string name) => page.Descendants(Svg + name);

    public static IEnumerable<XElement> All(this XElement page, string name) => page.Descendants(Xhtml + name);
}
