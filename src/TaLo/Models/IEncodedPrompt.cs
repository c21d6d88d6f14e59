namespace TaLo.Models;

/// <summary>
/// A prompt that is tokenized and whose images have been through the vision encoder: everything that passes with
/// different knockouts share. Belongs to the model that made it.
/// </summary>
public interface IEncodedPrompt : IDisposable
{
    /// <summary>Positions in the decoder's sequence: text tokens plus image embeddings.</summary>
    int TokenCount { get; }
}
