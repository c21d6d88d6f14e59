using System.Runtime.InteropServices;

namespace TaLo.NativeEngine;

/// <summary>The machine that builds, in the words of the pins.</summary>
internal static class Platform
{
    /// <summary>The environment variable that names a folder of libraries made elsewhere.</summary>
    public const string NativeDirVariable = "TALO_NATIVE_DIR";

    /// <summary>For example <c>linux-x64</c>.</summary>
    public static string Current
    {
        get
        {
            var architecture = RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant();
            return $"{System}-{architecture}";
        }
    }

    private static string System =>
        OperatingSystem.IsWindows() ? "win"
        : OperatingSystem.IsMacOS() ? "osx"
        : !OperatingSystem.IsLinux() ? "unknown"
        : RuntimeInformation.RuntimeIdentifier is var id && (id.Contains("musl") || id.Contains("alpine")) ? "linux-musl"
        : "linux";

    /// <summary>The refusal of a platform that no package serves.</summary>
    public static EngineException Unsupported(string platform) => new(
        $"no llama.cpp libraries are known for {platform}; build them yourself and set {NativeDirVariable} to their folder");
}
