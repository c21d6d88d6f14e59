using System.Security.Cryptography;

namespace TaLo.LlamaCpp.Prompts;

/// <summary>Images that went through the vision encoder, found by the bytes of their file and what was bypassed, the latest ones.</summary>
/// <param name="limitBytes">The most that they may take.</param>
internal sealed class EncodedImages(long limitBytes)
{
    private readonly List<EncodedImage> images = [];

    /// <summary>Images held.</summary>
    public int Count => images.Count;

    /// <summary>An image's place, encoded or not.</summary>
    /// <param name="file">The image's file.</param>
    /// <param name="under">What of the encoder is bypassed, in words; empty for nothing.</param>
    public EncodedImage Find(ReadOnlyMemory<byte> file, string under)
    {
        var key = $"{Convert.ToHexStringLower(SHA256.HashData(file.Span))}{(under.Length > 0 ? $" {under}" : "")}";
        var image = images.Find(i => i.Key == key) ?? new EncodedImage(key);
        images.Remove(image);
        images.Add(image);
        return image;
    }

    /// <summary>Lets go of what was not finished, and of the images longest unused until the rest fits the limit.</summary>
    public void Trim()
    {
        images.RemoveAll(i => !i.IsEncoded);
        var bytes = images.Sum(i => i.ByteCount);
        while (bytes > limitBytes)
        {
            bytes -= images[0].ByteCount;
            images.RemoveAt(0);
        }
    }
}
