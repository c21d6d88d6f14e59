using System.Diagnostics;
using System.Text;
using TaLo.Reports.Html;

namespace TaLo.Tests.Reports;

/// <summary>Runs while no other test does: the processor time is the whole process's.</summary>
[Collection(nameof(ReportSizeTests))]
[CollectionDefinition(nameof(ReportSizeTests), DisableParallelization = true)]
public class ReportSizeTests
{
    [Fact]
    public void Should_Show_Fifty_Tasks_In_Five_Seconds_And_Ten_Megabytes()
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
        var watch = Stopwatch.StartNew();
        var before = Process.GetCurrentProcess().TotalProcessorTime;

        var text = HtmlReport.Of(report);

        // A busy machine makes the clock run on, not the processor time.
        var spent = Process.GetCurrentProcess().TotalProcessorTime - before;
        var figures = $"50 tasks: {spent.TotalSeconds:0.0} s of processor time, {watch.Elapsed.TotalSeconds:0.0} s, {text.Length / 1e6:0.0} MB";
        Assert.True(spent < TimeSpan.FromSeconds(5), figures);
        Assert.True(Encoding.UTF8.GetByteCount(text) < 10_000_000, figures);
        Console.WriteLine(figures);
    }
}
