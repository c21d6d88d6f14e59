namespace TaLo.LlamaCpp.Trials;

/// <summary>A picture for trials.</summary>
internal static class TrialImage
{
    /// <summary>A PNG of 32 × 32 pixels, black and white squares; encoders scale it to what they need.</summary>
    public static ReadOnlyMemory<byte> Png { get; } = Convert.FromBase64String(
        "iVBORw0KGgoAAAANSUhEUgAAACAAAAAgCAAAAABWESUoAAAAHklEQVR42mNggIL/UICLP9wVjHT/o4PR9DCaHoAAACHE/hDUv4ccAAAAAElFTkSuQmCC");
}
