using System.Diagnostics;
using TaLo.Images;
using Xunit.Abstractions;

namespace TaLo.Tests.Images;

/// <summary>
/// Damaged images end in a decoded image or in one line: no crash, no hang, bounded memory.
/// <c>TALO_MUTATED_IMAGES=200000</c> tries more of them, <c>TALO_MUTATED_IMAGES_SEED</c> others.
/// Runs while no other test does: the memory is the whole process's.
/// </summary>
[Collection(nameof(MutatedImagesTests))]
[CollectionDefinition(nameof(MutatedImagesTests), DisableParallelization = true)]
public sealed class MutatedImagesTests(ITestOutputHelper output)
{
    private const int Count = 5000;
    private static readonly TimeSpan MostTime = TimeSpan.FromSeconds(2);

    // Enough for an image of the greatest size that is allowed: what is decoded to, and what is returned.
    private const long MostMemory = (8 + 3) * ImageDecoder.MaxPixels;

    [Fact]
    public void Should_decode_or_refuse_in_one_line()
    {
        var mutator = new ImageMutator(Setting("TALO_MUTATED_IMAGES_SEED", 1));
        var (decoded, slowest, peakBefore) = (0, TimeSpan.Zero, Peak());
        var count = Setting("TALO_MUTATED_IMAGES", Count);
        for (var i = 0; i < count; i++)
        {
            var file = mutator.Next();
            var watch = Stopwatch.StartNew();
            try
            {
                var image = ImageDecoder.Decode(file);
                Assert.Equal(image.Width * image.Height * 3, image.Pixels.Length);
                decoded++;
            }
            catch (InputException e)
            {
                Assert.DoesNotContain('\n', e.Message);
            }
            slowest = watch.Elapsed > slowest ? watch.Elapsed : slowest;
        }
        output.WriteLine($"{decoded} of {count} decoded; slowest {slowest.TotalMilliseconds:0} ms; memory at most {(Peak() - peakBefore) / 1e6:0} MB more than {peakBefore / 1e6:0} MB");
        Assert.InRange(slowest, TimeSpan.Zero, MostTime);
        Assert.InRange(Peak() - peakBefore, 0, MostMemory);
    }

    private static long Peak()
    {
        using var process = Process.GetCurrentProcess();
        return process.PeakWorkingSet64;
    }

    private static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), out var value) ? value : otherwise;
}
