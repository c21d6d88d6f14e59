using System.Security.Cryptography;
using System.Text;

namespace TaLo.NativeEngine;

/// <summary>Names a set of finished libraries by everything that went into it.</summary>
internal static class EngineKey
{
    /// <summary>For example <c>v0.5.0-linux-x64-0123456789ab</c>.</summary>
    public static string Of(Pins pins, string platform, IReadOnlyList<Package> packages, string native)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Add(pins.Source.ToString());
        foreach (var package in packages)
            Add(package.ToString());
        foreach (var source in Sources(native))
        {
            Add(Path.GetFileName(source));
            Add(Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(source))));
        }

        return $"{pins.LlamaCpp}-{platform}-{Convert.ToHexStringLower(hash.GetHashAndReset())[..12]}";

        void Add(string text) => hash.AppendData(Encoding.UTF8.GetBytes(text + "\n"));
    }

    /// <summary>The files that shape what cmake builds.</summary>
    public static IReadOnlyList<string> Sources(string native) =>
    [
        Path.Combine(native, "CMakeLists.txt"),
        .. Directory.GetFiles(native, "*.cpp").Order(StringComparer.Ordinal),
        .. Directory.GetFiles(native, "*.h").Order(StringComparer.Ordinal),
    ];
}
