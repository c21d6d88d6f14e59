using TaLo.Sweeps;

namespace TaLo.Tests.Sweeps;

public class SweepProgressTests
{
    [Theory]
    [InlineData(0, 0, 0, 0, 0.0)]
    [InlineData(9, 0, 140, 45, 149 / 200.0)]
    [InlineData(9, 1, 139, 45, 149 / 200.0)]
    [InlineData(60, 0, 140, 300, 1.0)]
    [InlineData(0, 0, 200, 0, 1.0)]
    public void Should_Say_The_Same_Share_As_The_Samples(int done, int skipped, int resumed, int passes, double share)
    {
        // Five passes a sample; those of earlier runs and of skipped samples are not made.
        var total = 5 * (200 - resumed - skipped);
        var progress = new SweepProgress(passes, total, done, skipped, resumed, 200, "maps", "1", null, null, []);

        Assert.Equal(share, progress.Share, 12);
    }

    [Fact]
    public void Should_Call_An_Empty_Plan_Done() =>
        Assert.Equal(1, new SweepProgress(0, 0, 0, 0, 0, 0, "", "", null, null, []).Share);
}
