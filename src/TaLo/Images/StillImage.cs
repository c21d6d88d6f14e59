using SixLabors.ImageSharp;

namespace TaLo.Images;

/// <summary>
/// One image in a file of which ImageSharp is known to make the right pixels: the file that was given, or one made of
/// its parts. A format's own class reads the container, sees to what ImageSharp 2.1 does not, and makes it.
/// </summary>
/// <param name="File">The file.</param>
internal sealed record StillImage(byte[] File)
{
    /// <summary>The size of the transparent canvas that the image lies on; null where the image is all there is.</summary>
    public Size? Canvas { get; init; }

    /// <summary>Where on the canvas.</summary>
    public Point At { get; init; }

    /// <summary>The format knows no transparency.</summary>
    public bool IsOpaque { get; init; }

    /// <summary>Samples have 16 bits, of which the upper eight are shown.</summary>
    public bool IsDeep { get; init; }

    /// <summary>Whether all its pixels are there; asked once the size is known to be acceptable.</summary>
    public Func<bool> IsWhole { get; init; } = () => true;
}
