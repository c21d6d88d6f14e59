namespace TaLo.Gguf.RandomModels;

/// <summary>Which of the two kinds of tiny vocabulary a random model gets.</summary>
public enum TokenizerKind
{
    /// <summary>Byte-level byte-pair encoding (llama.cpp's <c>gpt2</c>); spaces are written Ġ.</summary>
    ByteLevel,

    /// <summary>SentencePiece (llama.cpp's <c>llama</c>); spaces are written ▁.</summary>
    SentencePiece,
}
