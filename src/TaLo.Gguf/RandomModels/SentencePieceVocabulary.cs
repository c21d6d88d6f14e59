namespace TaLo.Gguf.RandomModels;

/// <summary>A tiny SentencePiece vocabulary: byte tokens, letters and digits with and without a space before.</summary>
internal static class SentencePieceVocabulary
{
    private const char Space = '▁';
    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    private const string Others = "abcdefghijklmnopqrstuvwxyz.,:;?!()'\"-";

    public static Vocabulary Make(int size)
    {
        var vocabulary = new Vocabulary();
        vocabulary.Add("<unk>", Vocabulary.Unknown);
        vocabulary.BeginToken = vocabulary.Add("<s>", Vocabulary.Control);
        vocabulary.EndToken = vocabulary.Add("</s>", Vocabulary.Control);
        for (var value = 0; value < 256; value++)
            vocabulary.Add($"<0x{value:X2}>", Vocabulary.Byte);

        var pieces = Letters.Select(c => $"{Space}{c}")
            .Concat(["th", "the", $"{Space}the"])
            .Append(Space.ToString())
            .Concat((Letters + Others).Select(c => c.ToString()));
        foreach (var piece in pieces)
            vocabulary.Add(piece, Vocabulary.Normal, -vocabulary.Tokens.Count);

        foreach (var token in Vocabulary.ControlTokens)
            vocabulary.Add(token, Vocabulary.Control);
        vocabulary.PadTo(size);
        return vocabulary;
    }
}
