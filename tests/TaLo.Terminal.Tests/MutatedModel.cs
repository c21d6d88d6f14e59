using TaLo.Gguf;

namespace TaLo.Terminal.Tests;

/// <summary>Model and mmproj files that something has damaged, each known by a number.</summary>
internal static class MutatedModel
{
    private static readonly string[] Kinds = ["llama", "qwen2vl", "gemma3", "smolvlm", "qwen3vl"];

    /// <summary>Which are to be tried: <c>TALO_MUTATIONS</c> of them from <c>TALO_MUTATIONS_FROM</c> on.</summary>
    /// <param name="few">How many, where nobody says.</param>
    public static (int First, int Count) Asked(int few) => (Number("TALO_MUTATIONS_FROM") ?? 0, Number("TALO_MUTATIONS") ?? few);

    /// <summary>Writes one of them, over the one before.</summary>
    public static (string Model, string Mmproj) Write(Models models, Sandbox sandbox, int seed)
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

    private static int? Number(string name) => int.TryParse(Environment.GetEnvironmentVariable(name), out var number) ? number : null;

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
