using System.Text;
using TaLo.LlamaCpp.Prompts;

namespace TaLo.LlamaCpp.Chats;

/// <summary>Puts an answer together from its tokens: whole characters, without white space around it.</summary>
internal sealed class AnswerText(Vocabulary vocabulary)
{
    private readonly Decoder decoder = Encoding.UTF8.GetDecoder();
    private readonly StringBuilder text = new();
    private byte[] bytes = new byte[64];
    private char[] chars = new char[64];

    /// <summary>The answer so far.</summary>
    public string Text => text.ToString().TrimEnd();

    /// <summary>Adds a token.</summary>
    /// <returns>What it completed; empty for a control token or half a character.</returns>
    public string Add(int token)
    {
        var piece = vocabulary.Piece(token, ref bytes, control: false);
        if (chars.Length < piece.Length + 2)
            chars = new char[piece.Length * 2];
        var length = decoder.GetChars(piece, chars, flush: false);
        var added = text.Length == 0 ? new string(chars, 0, length).TrimStart() : new string(chars, 0, length);
        text.Append(added);
        return added;
    }
}
