using System.Xml.Linq;
using TaLo.Reports.Tables;
using static TaLo.Reports.Markup;

namespace TaLo.Reports.Html;

/// <summary>A table of a page; on a narrow screen it scrolls by itself.</summary>
internal static class HtmlTable
{
    public static XElement Of(ReportTable table) => Tag("div", Class("scroll"), Tag("table",
        Tag("thead", Tag("tr", table.Columns.Select(c => Tag("th", Is("scope", "col"), c.IsNumber ? Class("number") : null, c.Name)))),
        Tag("tbody", table.Rows.Select(row => Tag("tr", row.Select((text, i) => Cell(text, i, table.Columns[i])))))));

    private static XElement Cell(string text, int place, TableColumn column) => place == 0
        ? Tag("th", Is("scope", "row"), text)
        : Tag("td", column.IsNumber ? Class("number") : null, text);
}
