using System.Xml.Linq;
using static TaLo.Reports.Markup;

namespace TaLo.Reports.Html;

/// <summary>What the results depend on.</summary>
internal static class FactsSection
{
    public static XElement Of(Report report) => Section("run", "The run", report.Facts.Select(group => new object[]
    {
        Tag("h3", group.Heading),
        Tag("dl", group.Facts.SelectMany(f => new[] { Tag("dt", f.Name), Tag("dd", f.Value) })),
    }));
}
