namespace TaLo.Gguf.RandomModels;

/// <summary>A fast, seeded stream of random bits (SplitMix64), the same on every machine and .NET version.</summary>
internal sealed class RandomNumbers
{
    private ulong state;

    /// <summary>A stream of its own for each name, so that one tensor's values do not depend on the others.</summary>
    public RandomNumbers(int seed, string name)
    {
        state = (ulong)(uint)seed * 0x9E3779B97F4A7C15;
        foreach (var character in name)
            state = (state ^ character) * 0x100000001B3;
        Next();
    }

    public ulong Next()
    {
        state += 0x9E3779B97F4A7C15;
        var bits = state;
        bits = (bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9;
        bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EB;
        return bits ^ (bits >> 31);
    }

    /// <summary>A uniform value with mean 0 and standard deviation 1.</summary>
    public double NextUnit() => ((Next() >> 11) * (1.0 / (1UL << 53)) - 0.5) * Math.Sqrt(12);
}
