namespace TaLo.LlamaCpp.Images;

/// <summary>A decoded image.</summary>
/// <param name="Width">Pixels in a row.</param>
/// <param name="Height">Rows.</param>
/// <param name="Pixels">Width × Height × 3 bytes: red, green, blue, row by row from the top.</param>
public sealed record RgbImage(int Width, int Height, byte[] Pixels);
