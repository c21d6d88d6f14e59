using TaLo.Gguf;

namespace TaLo.Terminal.Tests;

/// <summary>
/// Damaged model and mmproj files through <c>doctor</c> and <c>sweep</c>: the program survives each of them, says one
/// line, and takes no longer than its limit. <c>TALO_MUTATIONS=3000</c> makes as many; a test run makes a few.
/// </summary>
public sealed class MutatedModelTests(Models models) : IClassFixture<Models>
{
    private const int Few = 16;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private static readonly string[] Kinds = ["llama", "qwen2vl", "gemma3", "smolvlm", "qwen3vl"];

    [Fact]
    public void Should_survive_any_damage()
    {
        var count = int.TryParse(Environment.GetEnvironmentVariable("TALO_MUTATIONS"), out var n) ? n : Few;
        var first = int.TryParse(Environment.GetEnvironmentVariable("TALO_MUTATIONS_FROM"), out var from) ? from : 0;
        using var sandbox = new Sandbox();
        var data = Sweep.TwoTasks(sandbox, each: 1);
        var (refused, done, seconds) = (0, 0, 0.0);
        for (var seed = first; seed < first + count; seed++)
        {
            var (model, mmproj) = Mutate(sandbox, seed);
            string[] command = seed % 3 == 0
                ? ["doctor", "--model", model, "--mmproj", mmproj, "--threads", "1"]
                : ["sweep", model, data, "--mmproj", mmproj, "--threads", "1", "--layers", "1", "--samples", "1"];
            var watch = System.Diagnostics.Stopwatch.StartNew();
            using var running = Talo.Start(sandbox, command);
            var run = running.Wait(Limit);
            seconds = Math.Max(seconds, watch.Elapsed.TotalSeconds);
            Assert.True(run.ExitCode is 0 or 1, $"mutation {seed} ended with {run.ExitCode}: {run.Error}\n{run.Out}");
            Assert.True(run.ExitCode == 0 || command[0] == "doctor" || run.Errors.Count == 1, $"mutation {seed}: {run.Error}");
            _ = run.ExitCode == 0 ? done++ : refused++;
        }
        // Damage to weights alone is no reason to refuse a file.
        Assert.True(refused > 0 && (done > 0 || count < Few), $"{refused} refused, {done} used");
        Console.WriteLine($"{count} mutated files: {refused} refused, {done} used, none ended the program; longest {seconds:0.0} s");
    }

    private (string Model, string Mmproj) Mutate(Sandbox sandbox, int seed)
    {
        var random = new Random(seed);
        var kind = Kinds[seed % Kinds.Length];
        var (model, mmproj) = (File.ReadAllBytes(models.Model(kind)), File.ReadAllBytes(models.Mmproj(kind)));
        if (seed % 2 == 0)
            model = Damage(model, HeaderLength(models.Model(kind)), random);
        else
            mmproj = Damage(mmproj, HeaderLength(models.Mmproj(kind)), random);
        return (sandbox.Write("mutated.gguf", model), sandbox.Write("mmproj-mutated.gguf", mmproj));
    }

    private static int HeaderLength(string path) => (int)GgufFile.Read(path).Tensors.Min(t => t.Offset);

    private static byte[] Damage(byte[] bytes, int header, Random random)
    {
        if (random.Next(20) == 0)
            return bytes[..random.Next(bytes.Length)];
        // Half of the damage falls where the tensors are listed, the rest on keys, words and weights.
        for (var i = random.Next(1, 4); i > 0; i--)
        {
            var at = random.Next(4) switch
            {
                0 or 1 => Math.Max(0, header - 1 - random.Next(Math.Min(header, 6000))),
                2 => random.Next(Math.Min(header, 3000)),
                _ => random.Next(bytes.Length),
            };
            if (random.Next(2) == 0)
                bytes[at] = random.Next(3) switch { 0 => 0, 1 => 255, _ => (byte)random.Next(256) };
            else
                BitConverter.TryWriteBytes(bytes.AsSpan(Math.Min(at, bytes.Length - 4)), random.Next(4) switch { 0 => 0, 1 => -1, 2 => int.MaxValue, _ => random.Next(40) });
        }
        return bytes;
    }
}
