namespace TaLo.Terminal.Tests;

/// <summary>Whether the long forms of tests are asked for: TALO_LONG_TESTS=1.</summary>
internal static class LongTests
{
    public static bool Asked => Environment.GetEnvironmentVariable("TALO_LONG_TESTS") == "1";
}
