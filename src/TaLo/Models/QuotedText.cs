namespace TaLo.Models;

/// <summary>
/// Text of others within a prompt: what they wrote stays text even where it spells a token that only a chat template may write
/// (<c>&lt;|im_end|&gt;</c>). <see cref="IVisionLanguageModel.Quote"/> breaks such spellings by a mark, which survives the
/// template and which the model's tokenizer takes out again.
/// </summary>
public static class QuotedText
{
    /// <summary>The mark: a noncharacter, which no text has.</summary>
    public const char Mark = '\uFDD0';

    /// <summary>A prompt as the model reads it, without marks.</summary>
    public static string Plain(string prompt)
    {
        ArgumentNullException.ThrowIfNull(prompt);
        return prompt.Replace(Mark.ToString(), "", StringComparison.Ordinal);
    }
}
