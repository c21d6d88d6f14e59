using static TaLo.Reports.Markup;

namespace TaLo.Reports.Html;

/// <summary>
/// A report as one HTML file: no script and no network, so it opens anywhere by double-click; it follows the
/// reader's light or dark setting and prints. Everything that comes from outside is escaped.
/// </summary>
public static class HtmlReport
{
    /// <summary>The file's text, to be written as UTF-8. It is well-formed XML as well.</summary>
    /// <param name="report">What is shown.</param>
    /// <param name="limits">How large it may grow; null for the defaults.</param>
    public static string Of(Report report, ReportLimits? limits = null)
    {
        object?[] sections =
        [
            SummarySection.Of(report), VectorsSection.Of(report), ChoicesSection.Of(report), StabilitySection.Of(report),
            SamplesSection.Of(report, limits ?? new ReportLimits()), FactsSection.Of(report),
        ];
        return HtmlPage.Of(
            report.Title,
            Tag("header", Tag("h1", report.Title), Paragraph("Made " + ReportText.Time(report.Made) + " by TaLo.", "quiet"),
                Contents.Of(sections)),
            Tag("main", sections));
    }
}
