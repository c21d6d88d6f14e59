using System.Security.Cryptography;

namespace TaLo.NativeEngine;

/// <summary>Hashes as npm writes them.</summary>
internal static class Integrity
{
    /// <summary>The file's hash, <c>sha512-</c> and base64.</summary>
    public static string Of(string file)
    {
        using var stream = File.OpenRead(file);
        return "sha512-" + Convert.ToBase64String(SHA512.HashData(stream));
    }
}
