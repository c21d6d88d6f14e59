using TaLo.Reports;
using TaLo.Reports.Plots;
using TaLo.Tests.Vectors;
using TaLo.Vectors;

namespace TaLo.Tests.Reports;

public class Look
{
    [Fact]
    public void Write()
    {
        File.WriteAllBytes("/tmp/look/heat-2-32.png", VectorHeatMap.Png(SomeReport.Vectors(2, 32), "two"));
        File.WriteAllBytes("/tmp/look/unswept.png", VectorHeatMap.Png([SevenVectors.Of("unswept", null, null, null)]));
        File.WriteAllBytes("/tmp/look/alike-7.png", SimilarityMap.Png([.. SevenVectors.Vectors, SevenVectors.Of("zero", 0, 0, 0, 0, 0, 0)], "Cosine", SimilarityMeasure.Cosine));
        var r = SomeReport.Of(50, 32);
        File.WriteAllText("/tmp/look/report-50.html", HtmlReport.Of(r));
        File.WriteAllText("/tmp/look/report-6.html", HtmlReport.Of(SomeReport.Of(6, 28)));
        File.WriteAllText("/tmp/look/report-6.md", MarkdownReport.Of(SomeReport.Of(6, 28)));
        File.WriteAllBytes("/tmp/look/tasks-6.png", TaskBars.Png([.. r.Tasks.Take(7).Select(TaskBar.Of)], "Held-out gain"));
    }
}
