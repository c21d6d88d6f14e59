using TaLo.Images;

namespace TaLo.Terminal.Chats;

/// <summary>An image file that somebody attaches to a question.</summary>
/// <param name="Path">The file.</param>
/// <param name="Bytes">Its bytes.</param>
/// <param name="Width">Width in pixels.</param>
/// <param name="Height">Height in pixels.</param>
internal sealed record ImageFile(string Path, ReadOnlyMemory<byte> Bytes, int Width, int Height)
{
    private const long MaxBytes = 256 << 20;

    /// <summary>Reads an image and makes sure that it can be decoded.</summary>
    /// <exception cref="InputException">There is no such file, or it is no image that can be used; the message names it.</exception>
    public static ImageFile Read(string path)
    {
        try
        {
            var file = new FileInfo(path);
            if (!file.Exists)
                throw new InputException($"{path}: no such file; check the path");
            if (file.Length > MaxBytes)
                throw new InputException($"{path}: larger than 256 MiB: scale it down");
            SpecialFile.Refuse(path);
            var bytes = File.ReadAllBytes(path);
            var image = ImageDecoder.Decode(bytes);
            return new ImageFile(path, bytes, image.Width, image.Height);
        }
        catch (InputException e) when (!e.Message.StartsWith(path, StringComparison.Ordinal))
        {
            throw new InputException($"{path}: {e.Message}", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new InputException($"{path}: cannot be read: {e.Message.ReplaceLineEndings(" ")}", e);
        }
    }
}
