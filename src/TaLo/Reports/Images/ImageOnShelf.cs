namespace TaLo.Reports.Images;

/// <summary>An image as a page shows it, or what keeps it from being shown.</summary>
internal readonly record struct ImageOnShelf(string? Uri, int Width, int Height, string? Missing);
