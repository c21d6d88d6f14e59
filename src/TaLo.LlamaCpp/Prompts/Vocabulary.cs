using System.Text;
using LLama.Native;
using TaLo.Models;

namespace TaLo.LlamaCpp.Prompts;

/// <summary>A model's tokenizer.</summary>
internal sealed class Vocabulary
{
    private readonly SafeLlamaModelHandle model;
    private readonly Lazy<ControlTokens> controls;

    public Vocabulary(SafeLlamaModelHandle model)
    {
        this.model = model;
        controls = new Lazy<ControlTokens>(() => new ControlTokens(this));
    }

    /// <summary>The tokens that text of others must not become.</summary>
    public ControlTokens Controls => controls.Value;

    /// <summary>Number of tokens.</summary>
    public int Size => model.Vocab.Count;

    /// <summary>The text of the token that begins a text; empty where there is none.</summary>
    public string BeginText => model.Vocab.BOS is { } token ? Text((int)token) : "";

    /// <summary>The text of the token that ends a text; empty where there is none.</summary>
    public string EndText => model.Vocab.EOS is { } token ? Text((int)token) : "";

    /// <summary>Whether tokenizing a prompt puts the beginning token before it.</summary>
    public bool AddsBegin => model.Vocab.ShouldAddBOS;

    /// <summary>Whether tokenizing a prompt puts the ending token behind it.</summary>
    public bool AddsEnd => model.Vocab.ShouldAddEOS;

    /// <summary>Whether a token is a control token such as <c>&lt;|im_end|&gt;</c>.</summary>
    public bool IsControl(int token) => ((LLamaToken)token).IsControl(model.Vocab);

    /// <summary>Whether a token ends the model's turn.</summary>
    public bool EndsGeneration(int token) => ((LLamaToken)token).IsEndOfGeneration(model.Vocab);

    /// <summary>Whether a token is only recognised where text may spell control tokens.</summary>
    public bool IsRecognised(int token) =>
        (((LLamaToken)token).GetAttributes(model.Vocab) & (LLamaTokenAttr.Control | LLamaTokenAttr.Unknown)) != 0;

    /// <summary>Whether a token takes away the white space before it, and that behind it.</summary>
    public (bool Before, bool Behind) Strips(int token)
    {
        var attributes = ((LLamaToken)token).GetAttributes(model.Vocab);
        return ((attributes & LLamaTokenAttr.LStrip) != 0, (attributes & LLamaTokenAttr.RStrip) != 0);
    }

    /// <summary>Tokenizes prompt text; control tokens written in it are recognised, but for those in <see cref="QuotedText"/>.</summary>
    /// <param name="text">The text.</param>
    /// <param name="addSpecial">Whether the model's own begin token is added; its end token is not, for something follows.</param>
    public int[] Tokenize(string text, bool addSpecial)
    {
        var tokens = Quoted(text) is { } quoted
            ? quoted.Expand(Tokenize(quoted.Text, addSpecial, special: true))
            : Tokenize(text, addSpecial, special: true);
        return addSpecial ? WithoutAddedEnd(tokens) : tokens;
    }

    /// <summary>Without the end token that some models' tokenizers put behind a text (<c>add_eos_token</c>): an answer would be read behind the end.</summary>
    public int[] WithoutAddedEnd(int[] tokens) =>
        AddsEnd && tokens is [.. var before, var last] && last == (int?)model.Vocab.EOS ? before : tokens;

    /// <summary>What is to be tokenized apart in a prompt; null where nothing is.</summary>
    /// <param name="prompt">The prompt.</param>
    /// <param name="taken">Control tokens that cannot stand in for it.</param>
    public QuotedRuns? Quoted(string prompt, params IReadOnlyList<int> taken) =>
        prompt.Contains(QuotedText.Mark, StringComparison.Ordinal) ? Controls.Hide(prompt, taken) : null;

    /// <summary>Tokenizes text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="addSpecial">Whether the model's own begin and end tokens are added.</param>
    /// <param name="special">Whether control tokens written in it are recognised.</param>
    public int[] Tokenize(string text, bool addSpecial, bool special) =>
        Array.ConvertAll(model.Tokenize(text, addSpecial, special, Encoding.UTF8), t => (int)t);

    /// <summary>A token's text, control tokens included.</summary>
    public string Text(int token) => Encoding.UTF8.GetString(Piece(token));

    /// <summary>A token's bytes: a token may hold part of a character.</summary>
    public byte[] Piece(int token)
    {
        var buffer = new byte[64];
        return Piece(token, ref buffer, control: true).ToArray();
    }

    /// <summary>A token's bytes, written into a buffer that grows as needed.</summary>
    /// <param name="token">The token.</param>
    /// <param name="buffer">Where the bytes go.</param>
    /// <param name="control">Whether control tokens have a text; without, theirs is empty.</param>
    public ReadOnlySpan<byte> Piece(int token, ref byte[] buffer, bool control)
    {
        while (true)
        {
            // Where there is no room, LLamaSharp says how much it takes, and has written nothing.
            var length = (int)model.TokenToSpan(token, buffer, 0, control);
            if (length <= buffer.Length)
                return buffer.AsSpan(0, length);
            buffer = new byte[length];
        }
    }
}
