namespace TaLo.Scoring;

/// <summary>What a model is asked: the text, with a marker for each image, and the images.</summary>
/// <param name="Text">The whole text, chat template included.</param>
/// <param name="Images">Encoded image files in the markers' order; may be empty.</param>
public sealed record Prompt(string Text, IReadOnlyList<ReadOnlyMemory<byte>> Images);
