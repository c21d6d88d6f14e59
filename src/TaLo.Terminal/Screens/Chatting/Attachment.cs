using TaLo.Terminal.Chats;

namespace TaLo.Terminal.Screens.Chatting;

/// <summary>An image that goes with a question.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="File">The encoded image file.</param>
internal sealed record Attachment(string Name, ReadOnlyMemory<byte> File)
{
    /// <summary>Reads an image file; not on the UI thread.</summary>
    /// <exception cref="InputException">It is no image, or cannot be read.</exception>
    public static Attachment Read(string path)
    {
        var image = ImageFile.Read(path);
        return new Attachment($"{Path.GetFileName(path)} {image.Width}×{image.Height}", image.Bytes);
    }
}
