namespace TaLo.Gguf.RandomModels;

/// <summary>A tiny byte-level vocabulary: every byte, capital letters and digits with a space before, a few words.</summary>
internal static class ByteLevelVocabulary
{
    /// <summary>Merges in order; a space is Ġ and a line feed is Ċ.</summary>
    private static readonly string[] Words =
    [
        "t h", "th e", "Ġ the", "i n", "a n", "e r", "Ġ o", "Ġo f", "Ċ Ċ", "Y e", "Ye s", "N o",
    ];

    public static Vocabulary Make(int size)
    {
        var vocabulary = new Vocabulary();
        for (var value = 0; value < 256; value++)
            vocabulary.Add(Character(value).ToString(), Vocabulary.Normal);

        foreach (var merge in "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789".Select(c => $"Ġ {c}").Concat(Words))
        {
            vocabulary.Merges.Add(merge);
            vocabulary.Add(merge.Replace(" ", "", StringComparison.Ordinal), Vocabulary.Normal);
        }

        vocabulary.BeginToken = vocabulary.Add("<|bos|>", Vocabulary.Control);
        vocabulary.EndToken = vocabulary.Add("<|eos|>", Vocabulary.Control);
        foreach (var token in Vocabulary.ControlTokens)
            vocabulary.Add(token, Vocabulary.Control);
        vocabulary.PadTo(size);
        return vocabulary;
    }

    /// <summary>GPT-2's printable stand-in for a byte: itself, or the next free character from U+0100 on.</summary>
    private static char Character(int value) =>
        IsPrintable(value) ? (char)value : (char)(256 + Enumerable.Range(0, value).Count(b => !IsPrintable(b)));

    private static bool IsPrintable(int value) =>
        value is (>= '!' and <= '~') or (>= 0xA1 and <= 0xAC) or (>= 0xAE and <= 0xFF);
}
