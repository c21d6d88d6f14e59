using System.Text;
using TaLo.Reports.Html;

namespace TaLo.Tests.Reports;

public class ReportSizeTests
{
    [Fact]
    public void Should_Show_Fifty_Tasks_In_Ten_Megabytes()
    {
        var photo = SomeReport.Picture(1000, 750, 1).ToJpeg(90);
        var report = SomeReport.Of(50, 32, samplesPerTask: 0);
        report = report with
        {
            Tasks = [.. report.Tasks.Select(t => t with
            {
                Samples = [.. Enumerable.Range(0, 12).Select(i => SomeReport.Sample($"{i}", "Which circle?", i % 2 == 0, photo))],
            })],
        };
        var text = HtmlReport.Of(report);

        Assert.InRange(Encoding.UTF8.GetByteCount(text), 1_000_000, 10_000_000);
    }
}
