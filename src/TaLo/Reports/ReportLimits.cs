namespace TaLo.Reports;

/// <summary>How large a report may grow.</summary>
/// <param name="SamplesPerTask">Changed samples shown of a task, half of them fixed and half broken as far as there are.</param>
/// <param name="ImageSide">An image's longer side, in pixels.</param>
/// <param name="ImageCharacters">Characters of all images together; once they are used up, samples are shown without image.</param>
public sealed record ReportLimits(int SamplesPerTask = 6, int ImageSide = 240, int ImageCharacters = 6_000_000)
{
    /// <summary>The first fixed and broken samples in turn, at most <see cref="SamplesPerTask"/>; fixed ones before broken ones.</summary>
    public IReadOnlyList<ReportSample> Pick(IReadOnlyList<ReportSample> samples)
    {
        List<ReportSample> @fixed = [.. samples.Where(s => s.Passes.IsFixed)], broken = [.. samples.Where(s => s.Passes.IsBroken)];
        var half = SamplesPerTask / 2;
        var shownBroken = Math.Min(broken.Count, Math.Max(half, SamplesPerTask - @fixed.Count));
        return [.. @fixed.Take(SamplesPerTask - shownBroken), .. broken.Take(shownBroken)];
    }
}
