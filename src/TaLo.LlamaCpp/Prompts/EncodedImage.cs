namespace TaLo.LlamaCpp.Prompts;

/// <summary>What the vision encoder made of an image: one part, or one for each tile.</summary>
/// <param name="key">SHA-256 of the image file, hex, and what of the encoder was bypassed.</param>
internal sealed class EncodedImage(string key)
{
    private readonly List<float[]> parts = [];

    /// <summary>SHA-256 of the image file, hex, and what of the encoder was bypassed.</summary>
    public string Key => key;

    /// <summary>Width in pixels; 0 before the image was decoded.</summary>
    public int Width { get; private set; }

    /// <summary>Height in pixels; 0 before the image was decoded.</summary>
    public int Height { get; private set; }

    /// <summary>Whether all parts are there.</summary>
    public bool IsEncoded { get; set; }

    /// <summary>Bytes held.</summary>
    public long ByteCount => parts.Sum(p => (long)p.Length * sizeof(float));

    /// <summary>Sets the size.</summary>
    public void SetSize(int width, int height) => (Width, Height) = (width, height);

    /// <summary>The embeddings of a part, or null where they are not there.</summary>
    /// <param name="part">Which part.</param>
    /// <param name="length">How many numbers they must have.</param>
    public float[]? Part(int part, int length) => part < parts.Count && parts[part].Length == length ? parts[part] : null;

    /// <summary>Lets go of the parts: at this place in a prompt the image needs others.</summary>
    public void Forget()
    {
        parts.Clear();
        IsEncoded = false;
    }

    /// <summary>Keeps the embeddings of a part; parts come in order.</summary>
    public void Keep(int part, float[] embeddings)
    {
        if (part == parts.Count)
            parts.Add(embeddings);
    }
}
